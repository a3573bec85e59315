#!/usr/bin/env node
import { helpOf, helpOfAll, parseFlags, UsageError, type Command } from './command.ts';

/** Commands by name; each is loaded when it is used, since Astro takes long to load. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  new: async () => (await import('./new.ts')).newStory,
  check: async () => (await import('./check.ts')).check,
  dev: async () => (await import('./dev.ts')).dev,
  build: async () => (await import('./build.ts')).build,
  preview: async () => (await import('./preview.ts')).preview,
};

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    console.log(helpOfAll(await Promise.all(Object.values(COMMANDS).map((load) => load()))));
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new UsageError(`There is no command ${name}. Commands: ${Object.keys(COMMANDS).join(', ')}.`);
  const command = await load();
  const flags = parseFlags(command, args);
  if (flags['help'] === true) {
    console.log(helpOf(command));
    return 0;
  }
  return command.run(flags);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\nRun dateline --help.`);
  process.exitCode = 2;
}
