import type { Platform } from '../model/quote.ts';
import type { Report } from './reading.ts';

/** Checks that accounts on X have a handle as X gives it: 1 to 15 letters, digits and underscores. */
export function checkHandles(
  accounts: readonly { readonly platform: Platform; readonly handle: string }[],
  field: string,
  report: Report,
): void {
  accounts.forEach(({ platform, handle }, index) => {
    if (platform !== 'x' || /^\w{1,15}$/u.test(handle)) return;
    report(
      'field-value',
      `${field}.${index}.handle`,
      `“${handle.length > 60 ? `${handle.slice(0, 60)}…` : handle}” cannot be a handle on Twitter (X): it has up to 15 letters, digits and underscores.`,
      'Correct the handle, or name the platform, e.g. platform: mastodon',
    );
  });
}
