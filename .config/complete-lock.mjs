// After `npm install`: a registry that does not serve some other platform's optional package makes npm leave it out of the lockfile,
// and `npm ci` then refuses the lockfile everywhere. This writes the missing entries by name and version, with the platforms that
// their names tell, so that npm skips them on this platform and fetches them on their own. Can go when npm does so itself.
import { readFileSync, writeFileSync } from 'node:fs';

const path = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(path, 'utf8'));
const { packages } = lock;

for (const [place, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (find(place, name, version)) continue;
    const top = `node_modules/${name}`;
    const at = packages[top] ? `${place}/node_modules/${name}` : top;
    packages[at] = { version, ...(dev && { dev }), optional: true, ...platformOf(name) };
    console.log(`${at} ${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);

/** Finds the entry that Node would load from a place: the nearest node_modules upwards, if its version is exact or a range. */
function find(place, name, version) {
  for (let folder = place; ; folder = folder.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/u, '')) {
    const found = packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    if (found && (!/^\d/u.test(version) || found.version === version)) return found;
    if (folder === '') return undefined;
  }
}

function platformOf(name) {
  const os = [
    'android',
    'darwin',
    'freebsd',
    'linux',
    'openharmony',
    'win32',
    'aix',
    'sunos',
    'netbsd',
    'openbsd',
  ].find((known) => name.includes(`-${known}`));
  const cpu = /-(arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64|wasm32)(?:-|$)/u.exec(name)?.[1];
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }) };
}
