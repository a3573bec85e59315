import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accountPosts } from '../../src/archive/queries/quotes.ts';
import { makeArchive, story } from '../content-folder.ts';
import { toLine } from '../../src/model/problem.ts';

const ID = '1213816142431408129'; // given out on 2020-01-05

/** A story with one post, each of its fields on a line of its own from line 6 on. */
const withPost = (...fields: string[]) =>
  story(
    `sources: [{ title: A source }]\ntweets:\n  - author: A person\n    ${['date: 2020-01-05', ...fields].join('\n    ')}`,
  );

async function problemsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { found } = await makeArchive(files);
  return found.problems.filter(({ code }) => /^(?:quote|capture|field|image)-/u.test(code)).map(toLine);
}

describe('the record of a post', () => {
  it('is refused where id, address, account, platform and date disagree', async () => {
    expect(
      await problemsOf({
        'articles/a.md': withPost(
          'handle: person',
          'text: Words',
          `id: "${ID}"`,
          `url: https://x.com/person/status/12`,
        ),
        'articles/b.md': withPost('handle: person', 'text: Words', `url: https://x.com/other/status/${ID}`),
        'articles/c.md': withPost(
          'handle: person',
          'text: Words',
          `url: https://x.com/person/status/1214540917776183297`,
        ),
        'articles/d.md': withPost(
          'handle: person',
          'text: Words',
          'url: https://bsky.app/profile/person/post/3k43tewjcj22a',
        ),
        'articles/e.md': withPost('handle: person', 'text: Words', 'url: https://example.org/a-page'),
        'articles/f.md': withPost(
          'handle: person.example.org',
          'platform: bluesky',
          'text: Words',
          'id: 3k43tewjcj22a',
        ),
        'articles/g.md': withPost(
          'handle: PERSON',
          'text: Words',
          `url: https://twitter.com/person/status/${ID}`,
          `id: "${ID}"`,
        ),
      }),
    ).toMatchInlineSnapshot(`
      [
        "articles/a.md:11:10  quote-address  The address has the id 12, and the post has 1213816142431408129.  Correct the one that is wrong.",
        "articles/b.md:10:10  quote-address  The address is one of @other, and the post is one of @person.  Correct the one that is wrong.",
        "articles/c.md:10:10  quote-id-date  The id 1214540917776183297 was given out on 2020-01-07, but the post is dated 2020-01-05.  Write date: 2020-01-07 if the id is right; otherwise correct the id or delete it.",
        "articles/d.md:10:10  quote-address  The address is one of Bluesky, and the post is one of Twitter.  Write platform: bluesky, or correct the address.",
        "articles/e.md:10:10  quote-address  https://example.org/a-page is not the address of a post on Twitter.  Correct it, or name the platform:, or take it out.",
        "articles/f.md:11:9  quote-id-date  The id 3k43tewjcj22a was given out on 2023-08-04, but the post is dated 2020-01-05.  Write date: 2023-08-04 if the id is right; otherwise correct the id or delete it.",
      ]
    `);
  });

  it('is refused where the account was another person’s on that day', async () => {
    expect(
      await problemsOf({
        'people/a-person.md': '---\nname: A person\nhandles:\n  - { handle: office, from: 2021-01-01 }\n---\n',
        'people/an-other.md': '---\nname: An other\nhandles:\n  - { handle: office, to: 2020-12-31 }\n---\n',
        'articles/a.md': withPost('handle: Office', 'text: Words'),
        'articles/b.md': withPost('handle: office', 'text: Words').replace(
          '2020-01-05\n    handle',
          '2021-01-05\n    handle',
        ),
        'articles/c.md': withPost('handle: office', 'text: Words').replace('A person', 'Somebody'),
      }),
    ).toMatchInlineSnapshot(`
      [
        "articles/a.md:8:13  quote-owner  On 2020-01-05 @Office was the account of people/an-other.md, and the post is given to A person.  Correct the handle, the author or the date, or the handles: of people/an-other.md.",
      ]
    `);
  });

  it('is told to be one person’s before or after it was', async () => {
    expect(
      await problemsOf({
        'people/a-person.md': '---\nname: A person\nhandles:\n  - { handle: office, from: 2021-01-01 }\n---\n',
        'articles/a.md': withPost('handle: office', 'text: Words'),
      }),
    ).toMatchInlineSnapshot(`
      [
        "articles/a.md:8:13  quote-owner  On 2020-01-05 @office was not the account of people/a-person.md.  Correct the handle, the author or the date, or the handles: of people/a-person.md.",
      ]
    `);
  });

  it('names posts that are there, and no chain of them leads back', async () => {
    expect(
      await problemsOf({
        'articles/a.md': story(
          `sources: [{ title: A source }]
tweets:
  - { key: one, author: A, handle: a, date: 2020-01-05, text: Words, replyTo: two }
  - { key: two, author: A, handle: a, date: 2020-01-05, text: Words, quoted: three }
  - { key: three, author: A, handle: a, date: 2020-01-05, text: Words, quoted: one }
  - { key: four, author: A, handle: a, date: 2020-01-05, text: Words, replyTo: thre }
  - { key: five, author: A, handle: a, date: 2020-01-05, text: Words, replyTo: https://x.com/a/status/12 }`,
          '::tweet{key="one"}\n\n::tweet{key="two"}\n\n::tweet{key="three"}\n\n::tweet{key="four"}\n\n::tweet{key="five"}\n',
        ),
      }),
    ).toMatchInlineSnapshot(`
      [
        "articles/a.md:6:79  quote-thread  From two on, posts lead back to one.  No post quotes or answers one that was written after it: take one of them out.",
        "articles/a.md:7:78  quote-thread  From three on, posts lead back to two.  No post quotes or answers one that was written after it: take one of them out.",
        "articles/a.md:8:80  quote-thread  From one on, posts lead back to three.  No post quotes or answers one that was written after it: take one of them out.",
        "articles/a.md:9:80  quote-thread  No post of this story has the key thre.  Did you mean three?",
      ]
    `);
  });

  it('has entities that stand in its words, in their order, and pictures with a text that are there', async () => {
    expect(
      await problemsOf({
        'articles/a.md': withPost(
          'handle: person',
          'text: "Thanks @one and @two #done"',
          'entities:',
          '  - { kind: mention, text: "@two" }',
          '  - { kind: mention, text: "@one" }',
          '  - { kind: hashtag, text: "#gone" }',
          'media:',
          '  - { src: media/a.png }',
          '  - { src: media/b.png, alt: A picture }',
        ),
      }),
    ).toMatchInlineSnapshot(`
      [
        "articles/a.md:12:32  quote-entity  “@one” stands in the post before the entity that is given before it.  Give entities in the order in which they stand in the words.",
        "articles/a.md:13:32  quote-entity  “#gone” does not stand in the words of the post.  Write it exactly as in text:, or take the entity out.",
        "articles/a.md:15:16  image-alt  The picture media/a.png has no alternative text.  Add alt: with what the picture shows.",
        "articles/a.md:15:16  image-missing  There is no picture media/a.png.  Save the file below content/media/, or correct its path.",
        "articles/a.md:16:16  image-missing  There is no picture media/b.png.  Save the file below content/media/, or correct its path.",
      ]
    `);
  });

  it('needs words unless it is withheld, and then shows none', async () => {
    const { found } = await makeArchive({
      'articles/a.md': withPost('handle: person'),
      'articles/b.md': withPost('handle: person', 'text: Secret words', 'withheld: true'),
      'articles/c.md': withPost('handle: person', 'withheld: true'),
    });
    expect(found.problems.filter(({ code }) => /^(?:quote|field)-/u.test(code)).map(toLine)).toMatchInlineSnapshot(`
      [
        "articles/a.md:6:5  field-missing  text is missing.  Add text: with the words, verbatim; or withheld: true, if they must not be shown.",
        "articles/b.md:9:11  warning quote-withheld  The quote is withheld: no page shows its words, but this file does.  Take text: out if the content folder is public.",
      ]
    `);
    const posts = accountPosts('x', 'person');
    expect(posts).toHaveLength(2);
    expect(JSON.stringify(posts)).not.toContain('Secret');
  });

  it('is withheld on every page but those of stories that show it', async () => {
    const id = `id: "${ID}"`;
    await makeArchive({
      'articles/a.md': withPost(
        'handle: person',
        id,
        'text: "Words by @one"',
        'entities: [{ kind: mention, text: "@one" }]',
      ),
      'articles/b.md': withPost('handle: person', id, 'withheld: true'),
    });
    expect(accountPosts('x', 'person')).toMatchObject([{ post: { withheld: true, text: '', marks: [] } }]);
  });

  it('names saved material that is there and unchanged', async () => {
    const sum = hash('sha256', 'as it was', 'hex');
    const capture = (file: string) =>
      withPost('handle: person', 'text: Words', `capture: { file: ${file}, sha256: ${sum} }`);
    const files = {
      'articles/a.md': capture('captures/one.html'),
      'articles/b.md': capture('captures/on.html'),
      'captures/one.html': 'as it was',
    };
    expect(await problemsOf(files)).toMatchInlineSnapshot(`
      [
        "articles/b.md:10:22  capture-missing  There is no saved copy captures/on.html.  Did you mean captures/one.html?",
      ]
    `);
    expect(
      await problemsOf({ ...files, 'articles/b.md': capture('captures/one.html'), 'captures/one.html': 'changed' }),
    ).toMatchInlineSnapshot(`
      [
        "articles/a.md:10:22  capture-changed  captures/one.html has the SHA-256 d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed, and the post was taken from one with 369b74f2003ce39f5829ec7a2f84852b72b610d0312c8951d5d8f7316c9902ba.  Put the file back as it was, or capture the post anew.",
        "articles/b.md:10:22  capture-changed  captures/one.html has the SHA-256 d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed, and the post was taken from one with 369b74f2003ce39f5829ec7a2f84852b72b610d0312c8951d5d8f7316c9902ba.  Put the file back as it was, or capture the post anew.",
      ]
    `);
  });
});
