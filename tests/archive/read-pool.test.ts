import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileReading, TextFile } from '../../src/archive/read-file.ts';
import { readTextFiles, type PoolOptions } from '../../src/archive/read-pool.ts';
import { makeFolder, story, writeFiles } from '../content-folder.ts';

const entry = (name: string) => new URL(`threads/${name}.ts`, import.meta.url);

function filesOf(count: number): TextFile[] {
  return Array.from({ length: count }, (_, index) => {
    const path = `articles/${String(index).padStart(4, '0')}.md`;
    return { kind: 'article', path, absolute: `/nowhere/${path}`, stamp: '', racy: 0, size: 1000, hash: undefined };
  });
}

async function read(files: readonly TextFile[], options: PoolOptions): Promise<FileReading[]> {
  const readings: FileReading[] = [];
  for await (const reading of readTextFiles(files, options)) readings.push(reading);
  return readings;
}

describe('reading threads', () => {
  it('give what came of each file in the order of the files, whichever is ready first', async () => {
    const files = filesOf(500);
    const readings = await read(files, { threads: 3, entry: entry('waits') });
    expect(readings.map((reading) => reading.state === 'read' && reading.hash)).toEqual(files.map(({ path }) => path));
  });

  it('read the same as this thread does, be a file sound, broken, known or gone', async () => {
    const folder = makeFolder();
    const texts = Array.from({ length: 120 }, (_, index) => [
      `articles/${String(index).padStart(3, '0')}.md`,
      index % 10 === 3 ? 'no front matter' : story(`title: Story ${index}`, `Text ${index}, *so* said.\n`),
    ]);
    writeFiles(folder, Object.fromEntries(texts) as Record<string, string>);
    const files: TextFile[] = [...texts.map(([path]) => String(path)), 'articles/gone.md'].map((path) => ({
      ...{ kind: 'article', path, absolute: join(folder, path), stamp: '', racy: 0, size: 100, hash: undefined },
    }));
    const here = await read(files, { threads: 0 });
    const known = files.map((file, index) => {
      const reading = here[index];
      return index % 7 === 0 && reading?.state === 'read' ? { ...file, hash: reading.hash } : file;
    });
    expect(await read(known, { threads: 2 })).toEqual(await read(known, { threads: 0 }));
    expect(new Set(here.map(({ state }) => state))).toEqual(new Set(['read', 'unread']));
    expect((await read(known, { threads: 2 })).filter(({ state }) => state === 'same')).toHaveLength(18);
  }, 60_000);

  it('hold only a bounded number of batches that nobody has taken', async () => {
    const given: number[] = [];
    const files = filesOf(3200).map((file, index) =>
      Object.defineProperty({ ...file }, 'path', {
        enumerable: true,
        get: () => {
          given.push(index);
          return file.path;
        },
      }),
    );
    const readings = readTextFiles(files, { threads: 2, entry: entry('waits') });
    await readings.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const furthest = Math.max(...given);
    await readings.return(undefined);
    expect(furthest).toBeGreaterThan(32);
    expect(furthest).toBeLessThan(32 * 10);
  });

  it('name the file at which a thread ended', async () => {
    await expect(read(filesOf(100), { threads: 1, entry: entry('ends') })).rejects.toThrow(
      'Reading articles/0001.md failed: the thread that did it is gone.',
    );
  });

  it('name the file whose reading failed, and why', async () => {
    await expect(read(filesOf(100), { threads: 2, entry: entry('fails') })).rejects.toThrow(
      /^Reading articles\/\d{4}\.md failed: a fault$/u,
    );
  });

  it('do not hang where they cannot even start', async () => {
    await expect(read(filesOf(100), { threads: 2, entry: entry('is-not-there') })).rejects.toThrow(
      'A reading thread is gone.',
    );
  });
});
