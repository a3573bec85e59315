import { describe, expect, it } from 'vitest';
import { keysOfLink } from '../../../src/importers/body/file-links.ts';

describe('links that lead to files', () => {
  it('knows a story by the last part of its address, if that is long enough to be its alone', () => {
    expect(keysOfLink('/the-port-reopens/', 'public/call/index.md')).toContain('the-port-reopens');
    for (const link of ['/about/', '/the-port/', 'the-port-reopens']) {
      expect(keysOfLink(link, 'public/call/index.md')).not.toContain(link.replaceAll('/', ''));
    }
  });

  it('knows the folders in which pages lie as they stand on their site', () => {
    expect(keysOfLink('/sea/the-port/#part', 'public/call/index.md')).toContain('/public/sea/the-port');
    expect(keysOfLink('/the-port', 'a.md')).toContain('/src/pages/the-port');
    expect(keysOfLink('/', 'a.md').filter((key) => key === '/' || key === '')).toEqual([]);
  });
});
