/** What an address in an archive of the web says of the copy that lies there. */
export interface ArchiveAddress {
  /** The archive, as its readers call it. */
  readonly service: string;
  /** The form that its addresses have. */
  readonly form: string;
  /** Absent where the address has another form, and so leads to no copy. */
  readonly copy?: {
    /** Time at which the copy was taken, UTC: 4 to 14 digits of `YYYYMMDDhhmmss`. Absent where the address does not say. */
    readonly taken?: string;
    /** Address of the page that was copied, as it stands there. Absent where the address does not say. */
    readonly target?: string;
  };
}

interface Archive {
  readonly hosts: readonly string[];
  readonly service: string;
  readonly form: string;
  /** What of an address after its host leads to a copy; groups `taken` and `target`. */
  readonly copies: readonly RegExp[];
}

const ARCHIVES: readonly Archive[] = [
  {
    hosts: ['web.archive.org'],
    service: 'Wayback Machine',
    form: 'https://web.archive.org/web/YYYYMMDDhhmmss/ADDRESS',
    // https://archive.org/developers/wayback-cdx-server.html; two letters and a low line ask for it in another dress.
    copies: [/^\/web\/(?<taken>\d{4,14})(?:[a-z]{2}_)?\/(?<target>.+)$/u],
  },
  {
    hosts: ['archive.today', 'archive.ph', 'archive.is', 'archive.fo', 'archive.li', 'archive.vn', 'archive.md'],
    service: 'archive.today',
    form: 'https://archive.ph/XXXXX',
    copies: [
      /^\/[A-Za-z0-9]{4,8}(?:\/image)?\/?$/u,
      /^\/(?<taken>\d{4}\.\d{2}\.\d{2}-\d{6}|\d{8}|\d{14})\/(?<target>.+)$/u,
    ],
  },
  {
    hosts: ['perma.cc'],
    service: 'Perma.cc',
    form: 'https://perma.cc/XXXX-XXXX',
    copies: [/^\/(?:[A-Z0-9]{4}-[A-Z0-9]{4}|0[A-Za-z0-9]{8,12})\/?(?:\?type=\w+)?(?:#.*)?$/iu],
  },
];

/** Reads the address of an archived copy; undefined for one in an archive that Dateline does not know. */
export function readArchiveAddress(address: string): ArchiveAddress | undefined {
  const host = new URL(address).hostname.replace(/^www\./u, '');
  const archive = ARCHIVES.find(({ hosts }) => hosts.includes(host));
  if (!archive) return undefined;
  const { service, form, copies } = archive;
  // As typed: an address within an address has no normal form.
  const rest = address.replace(/^https?:\/\/[^/]*/iu, '');
  for (const pattern of copies) {
    const found = pattern.exec(rest);
    const taken = found?.groups?.['taken']?.replaceAll(/\D/gu, '');
    const target = found?.groups?.['target'];
    if (!found || (taken !== undefined && !isTime(taken))) continue;
    return { service, form, copy: { ...(taken !== undefined && { taken }), ...(target !== undefined && { target }) } };
  }
  return { service, form };
}

/** Tells whether the beginning of `YYYYMMDDhhmmss` names a time that exists. */
function isTime(digits: string): boolean {
  const whole = digits + '00000101000000'.slice(digits.length);
  const [, year, month, day, hour, minute, second] = /^(.{4})(..)(..)(..)(..)(..)$/u.exec(whole) ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  return digits.length % 2 === 0 && !Number.isNaN(time) && new Date(time).toISOString() === iso;
}
