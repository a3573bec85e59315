import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftFront, Fate, StoryItem } from '../../../src/importers/foreign.ts';
import { fileItem } from '../../../src/importers/writing/filing.ts';
import { writeStory, type WriterContext } from '../../../src/importers/writing/write-story.ts';
import { itemOf } from '../archives.ts';

const CONTEXT: Omit<WriterContext, 'path'> = {
  language: 'en',
  inputLanguage: 'en',
  aliasFault: () => undefined,
  isIdTaken: () => false,
  pictureOf: (source) => (source.startsWith('kept') ? `media/${source}` : undefined),
  storyAt: () => undefined,
};

/** Writes an item; undefined where it becomes no story. */
function written(item: StoryItem): { readonly text: string; readonly fates: readonly Fate[] } | undefined {
  const filing = fileItem(item);
  if ('reason' in filing) return undefined;
  const path = `${filing.day.replaceAll('-', '/')}-${filing.slug}.md`;
  const story = writeStory(item, filing, { ...CONTEXT, path });
  return 'reason' in story ? undefined : story;
}

/** Gives each text of a value with its path (`sources.0.title`), and what no other text has. */
function* textsIn(value: unknown, path = ''): Generator<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, /mark\d+x/u.exec(value)?.[0] ?? value];
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) yield* textsIn(part, path === '' ? key : `${path}.${key}`);
}

/** Tells whether the report says what became of what stood at a path. */
function isTold(path: string, text: string, fates: readonly Fate[]): boolean {
  const [top = ''] = path.split('.');
  return fates.some((fate) => {
    const { field, value } = fate;
    if (value !== undefined && (text === value || value.includes(text))) return true;
    if (fate.fate === 'kept' || fate.fate === 'proposed') return false;
    return path === value || path.startsWith(`${value ?? ''}.`) || (field === top && value === undefined);
  });
}

describe('the writer', () => {
  it('tells which names are too long to be any, and which are too many', () => {
    const topics = Array.from({ length: 102 }, (_, at) => ({ name: `Topic ${at + 1}` }));
    const front = { title: 'Quay', date: '2020-01-05', topics, people: [{ name: 'Ada '.repeat(40) }, { name: 'Bo' }] };
    const story = written(itemOf({ front, fates: [{ field: 'tags', fate: 'kept', as: 'topics' }] }));
    expect(story?.text.match(/^ {2}- .*$/gmu)).toEqual([
      ...topics.slice(0, 100).map(({ name }) => `  - ${name}`),
      '  - Bo',
    ]);
    expect(story?.fates).toEqual([
      { field: 'tags', fate: 'kept', as: 'topics' },
      {
        field: 'topics',
        value: 'Topic 101, Topic 102',
        fate: 'dropped',
        why: 'a story has no more than 100 names of a kind',
      },
      {
        field: 'people',
        value: expect.stringMatching(/^Ada Ada .*…$/u) as unknown,
        fate: 'dropped',
        why: 'it is too long to be a name',
      },
    ]);
  });

  it('leaves no text out without a line of the report', () => {
    let count = 0;
    /** A text that no other is part of. */
    const mark = (form: (word: string) => string = (word) => word) =>
      fc.constantFrom(0).map(() => form(`mark${String((count += 1))}x`));
    const list = (entry: fc.Arbitrary<object>, maxLength = 3) => fc.array(entry, { minLength: 1, maxLength });
    const name = fc.record({
      name: fc.oneof(
        mark(),
        mark((word) => `${word} ${'long '.repeat(40)}`),
      ),
    });
    const url = fc.oneof(
      mark((word) => `https://example.org/${word}`),
      mark((word) => `ftp://example.org/${word}`),
      mark((word) => `${word} no address`),
    );
    const day = fc.constantFrom('2020-01-05', '2020-01-06T10:00:00Z', '2019-01-01', 'soon');
    const media = fc.record(
      {
        kind: fc.constant('photo'),
        src: fc.oneof(
          mark((word) => `kept-${word}.png`),
          mark(),
        ),
        alt: mark(),
        url,
      },
      { requiredKeys: ['kind'] },
    );
    const front = fc.record(
      {
        title: mark(),
        date: fc.constant('2020-01-05'),
        updated: day,
        embargo: day,
        event: day,
        summary: mark(),
        section: mark(),
        dateline: mark(),
        authors: list(name),
        topics: list(name, 120),
        people: list(name),
        organizations: list(name),
        places: list(name),
        series: name,
        sources: list(fc.record({ title: mark(), url, publisher: mark(), date: day }, { requiredKeys: [] })),
        original: fc.record({ url, publisher: mark() }, { requiredKeys: ['url'] }),
        images: list(
          fc.record({
            src: fc.oneof(
              mark((word) => `kept-${word}.png`),
              mark(),
            ),
            alt: mark(),
            credit: mark(),
          }),
        ),
        tweets: list(
          fc.record(
            {
              key: mark(),
              author: mark(),
              handle: mark(),
              date: day,
              text: mark(),
              media: fc.array(media, { maxLength: 2 }),
            },
            { requiredKeys: ['handle'] },
          ),
        ),
        statements: list(fc.record({ key: mark(), speaker: mark(), text: mark() }, { requiredKeys: ['text'] })),
        corrections: list(fc.record({ date: day, text: mark() })),
        aliases: fc.array(
          fc.oneof(
            mark((word) => `/${word}/`),
            mark((word) => `${word} a`),
          ),
          { maxLength: 3 },
        ),
        related: fc.array(mark(), { maxLength: 2 }),
        translationOf: mark(),
        id: mark(),
        // What is the site’s own need not be said.
        language: fc.constantFrom('de', 'x_y'),
      },
      { requiredKeys: ['date', 'title'] },
    );
    fc.assert(
      fc.property(front, (given) => {
        const story = written(itemOf({ front: given as DraftFront }));
        if (!story) return;
        const lost = [...textsIn(given)].filter(
          ([path, text]) => !story.text.includes(text) && !isTold(path, text, story.fates),
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: Number(process.env['DATELINE_RUNS'] ?? 300) },
    );
  });
});
