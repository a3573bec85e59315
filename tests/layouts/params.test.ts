import { describe, expect, it } from 'vitest';
import { accountOf, kindOf, pageOf, required } from '../../src/layouts/params.ts';

describe('route parameters', () => {
  it('reads an account on x by its handle alone, and on other platforms by both', () => {
    expect(accountOf({ handle: 'drsjaishankar' })).toEqual({ platform: 'x', handle: 'drsjaishankar' });
    expect(accountOf({ handle: 'bluesky/name.bsky.social' })).toEqual({
      platform: 'bluesky',
      handle: 'name.bsky.social',
    });
  });

  it('reads which page of a list is meant', () => {
    expect([pageOf({}), pageOf({ page: undefined }), pageOf({ page: 'page/12' })]).toEqual([1, 1, 12]);
  });

  it('refuses what no route gives', () => {
    expect(() => required({}, 'day')).toThrowErrorMatchingInlineSnapshot(`[Error: The route has no parameter day.]`);
    expect(() => kindOf({ kind: 'animals' })).toThrowErrorMatchingInlineSnapshot(
      `[Error: animals is no kind of term.]`,
    );
    expect(() => accountOf({ handle: 'myspace/tom' })).toThrow();
  });
});
