/** What the id of a post tells of its time. Each platform gives ids out in order of time; none is ever invented here. */
import type { Platform } from './quote.ts';

/**
 * Gives the UTC time in ms at which a post's id was given out, or undefined for an id that tells none.
 *
 * - X: a snowflake (https://github.com/twitter-archive/snowflake), ms since 2010-11-04 above 22 bits.
 * - Mastodon: ms since 1970 above 16 bits (https://docs.joinmastodon.org/api/guidelines/#id).
 * - Bluesky: a TID, microseconds since 1970 above 10 bits in base 32 (https://atproto.com/specs/tid).
 * - Threads and YouTube: none that is documented.
 */
export function timeOfPostId(platform: Platform, id: string): number | undefined {
  switch (platform) {
    case 'x':
      return timeOfSnowflake(id);
    case 'mastodon':
      return timeOfMastodonId(id);
    case 'bluesky':
      return timeOfTid(id);
    case 'threads':
    case 'youtube':
      return undefined;
  }
}

const SNOWFLAKE_EPOCH_MS = 1_288_834_974_657n;
/** The last id (November 2010) that was counted up and tells no time. */
const LAST_SEQUENTIAL_ID = 29_700_859_247n;

function timeOfSnowflake(id: string): number | undefined {
  if (!/^\d{1,20}$/u.test(id)) return undefined;
  const number = BigInt(id);
  return number <= LAST_SEQUENTIAL_ID ? undefined : Number((number >> 22n) + SNOWFLAKE_EPOCH_MS);
}

/** Mastodon's first release; older and shorter ids were counted up. */
const MASTODON_BEGAN_MS = Date.UTC(2016, 2);
const FAR_FUTURE_MS = Date.UTC(2200, 0);

function timeOfMastodonId(id: string): number | undefined {
  if (!/^\d{17,19}$/u.test(id)) return undefined;
  const time = Number(BigInt(id) >> 16n);
  return time >= MASTODON_BEGAN_MS && time < FAR_FUTURE_MS ? time : undefined;
}

const TID = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/u;
const TID_DIGITS = '234567abcdefghijklmnopqrstuvwxyz';

function timeOfTid(id: string): number | undefined {
  if (!TID.test(id)) return undefined;
  let number = 0n;
  for (const digit of id) number = number * 32n + BigInt(TID_DIGITS.indexOf(digit));
  const time = Number((number >> 10n) / 1000n);
  return time < FAR_FUTURE_MS ? time : undefined;
}
