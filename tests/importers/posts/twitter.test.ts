import { expect, test } from 'vitest';
import { twitter } from '../../../src/importers/posts/twitter.ts';
import { tweet } from '../../../src/model/quote.ts';
import { fatesOf, inputOf, itemsOf, skippedIn, storiesIn } from '../input.ts';

const ACCOUNT = `window.YTD.account.part0 = [ { "account" : { "username" : "janeroe", "accountId" : "42", "accountDisplayName" : "Jane Roe" } } ]`;

const ONE = {
  id_str: '1213800000000000000',
  created_at: 'Sun Jan 05 12:22:37 +0000 2020',
  full_text: 'It is open! @maxm &amp; I saw it #bridge https://t.co/abc https://t.co/pic',
  lang: 'en',
  favorite_count: '3',
  entities: {
    user_mentions: [{ screen_name: 'MaxM', id_str: '7' }],
    hashtags: [{ text: 'bridge' }],
    symbols: [],
    urls: [
      {
        url: 'https://t.co/abc',
        expanded_url: 'https://example.org/a/long/address',
        display_url: 'example.org/a/long/addr…',
      },
    ],
    media: [
      {
        url: 'https://t.co/pic',
        display_url: 'pic.twitter.com/pic',
        expanded_url: 'https://twitter.com/janeroe/status/1213800000000000000/photo/1',
      },
    ],
  },
  extended_entities: {
    media: [
      {
        type: 'photo',
        url: 'https://t.co/pic',
        display_url: 'pic.twitter.com/pic',
        media_url_https: 'https://pbs.twimg.com/media/x.jpg',
      },
    ],
  },
};
const TWO = {
  id_str: '1213801000000000000',
  created_at: 'Sun Jan 05 12:26:36 +0000 2020',
  full_text: 'And closed again.',
  in_reply_to_status_id_str: '1213800000000000000',
  in_reply_to_screen_name: 'janeroe',
};
const AGAIN = {
  id_str: '1213802000000000000',
  created_at: 'Sun Jan 05 12:30:34 +0000 2020',
  full_text: 'RT @other: Words of another account',
};

function posts(...list: object[]): string {
  return `window.YTD.tweets.part0 = ${JSON.stringify(list.map((one) => ({ tweet: one })))}`;
}

test('the posts of a day become one story, in their order, with what readers saw', async () => {
  const items = await itemsOf(twitter, { 'data/account.js': ACCOUNT, 'data/tweets.js': posts(TWO, AGAIN, ONE) });
  const [story] = storiesIn(items);
  expect(story?.front).toMatchInlineSnapshot(`
    {
      "date": "2020-01-05",
      "title": "Posts by @janeroe, 5 January 2020",
      "tweets": [
        {
          "author": "Jane Roe",
          "captured": "archive-file",
          "date": "2020-01-05T12:22:37Z",
          "entities": [
            {
              "kind": "mention",
              "text": "@maxm",
            },
            {
              "kind": "hashtag",
              "text": "#bridge",
            },
            {
              "expanded": "https://example.org/a/long/address",
              "kind": "link",
              "text": "example.org/a/long/addr…",
              "url": "https://t.co/abc",
            },
            {
              "expanded": "https://twitter.com/janeroe/status/1213800000000000000/photo/1",
              "kind": "media",
              "text": "pic.twitter.com/pic",
              "url": "https://t.co/pic",
            },
          ],
          "handle": "janeroe",
          "id": "1213800000000000000",
          "key": "janeroe-2020-01-05",
          "media": [
            {
              "kind": "photo",
              "url": "https://pbs.twimg.com/media/x.jpg",
            },
          ],
          "platform": "x",
          "text": "It is open! @maxm & I saw it #bridge example.org/a/long/addr… pic.twitter.com/pic",
          "url": "https://twitter.com/janeroe/status/1213800000000000000",
        },
        {
          "author": "Jane Roe",
          "captured": "archive-file",
          "date": "2020-01-05T12:26:36Z",
          "handle": "janeroe",
          "id": "1213801000000000000",
          "key": "janeroe-2020-01-05-2",
          "platform": "x",
          "replyTo": "janeroe-2020-01-05",
          "text": "And closed again.",
          "url": "https://twitter.com/janeroe/status/1213801000000000000",
        },
      ],
      "type": "document",
    }
  `);
  expect(story?.body).toEqual({
    format: 'markdown',
    text: '::tweet{key="janeroe-2020-01-05"}\n\n::tweet{key="janeroe-2020-01-05-2"}',
  });
  expect(story && fatesOf(story)).toMatchInlineSnapshot(`
    [
      "title → title, proposed: made of the account and the day",
      "date → date, proposed: taken from the posts, whose days are those of UTC",
      "id_str → tweets.id",
      "created_at → tweets.date",
      "full_text → tweets.text, changed: written with the addresses that readers saw",
      "lang → tweets.language",
      "favorite_count ✗ a preserved post has no field like it",
      "entities → tweets.entities",
      "extended_entities → tweets.media, changed: cut to what was shown and its address",
      "id_str → tweets.id",
      "created_at → tweets.date",
      "full_text → tweets.text",
      "in_reply_to_status_id_str → tweets.replyTo",
      "in_reply_to_screen_name → tweets.replyTo",
    ]
  `);
  expect(skippedIn(items).map(({ reason }) => reason)).toEqual(['foreign']);
  for (const post of story?.front.tweets ?? []) expect(tweet.safeParse(post).error).toBeUndefined();
});

test('only posts are read: no messages, no likes, no contacts', async () => {
  const items = await itemsOf(twitter, {
    'data/account.js': ACCOUNT,
    'data/tweets.js': posts(ONE),
    'data/direct-messages.js': posts({ ...ONE, id_str: '1', full_text: 'A secret' }),
    'data/like.js': posts({ ...ONE, id_str: '2', full_text: 'Liked' }),
    'data/deleted-tweets.js': posts({ ...ONE, id_str: '3', full_text: 'Deleted' }),
  });
  expect(JSON.stringify(items)).not.toMatch(/secret|Liked|Deleted/u);
  expect(storiesIn(items)).toHaveLength(1);
  expect(skippedIn(items).map(({ place, name, reason }) => [place.file, name, reason])).toEqual([
    ['data/deleted-tweets.js', 'data/deleted-tweets.js', 'cancelled'],
    ['data/direct-messages.js', '2 other files', 'not-a-story'],
  ]);
});

test('long posts get the words that the archive keeps beside their beginnings', async () => {
  const words = `The first basin was opened at noon, and the second one follows as soon as its crane is safe again. ${'More words. '.repeat(30)}See https://t.co/long`;
  const note = (createdAt: string, text: string, urls: object[] = []) => ({
    noteTweet: { noteTweetId: '9', createdAt, core: { text, urls } },
  });
  const items = await itemsOf(twitter, {
    'data/account.js': ACCOUNT,
    'data/note-tweet.js': `window.YTD.note_tweet.part0 = ${JSON.stringify([
      note('2020-01-06T12:22:37.000Z', words),
      note('2020-01-05T12:22:36.000Z', words, [
        { shortUrl: 'https://t.co/long', displayUrl: 'example.org/long', expandedUrl: 'https://example.org/long' },
      ]),
      { noteTweet: {} },
    ])}`,
    'data/tweets.js': posts({
      ...TWO,
      created_at: ONE.created_at,
      full_text: `${words.slice(0, 150)}… https://t.co/more`,
    }),
  });
  const [story] = storiesIn(items);
  expect(story?.front.tweets?.[0]).toMatchObject({
    text: words.replace('https://t.co/long', 'example.org/long'),
    entities: [
      { kind: 'link', text: 'example.org/long', url: 'https://t.co/long', expanded: 'https://example.org/long' },
    ],
  });
  expect(story && fatesOf(story)).toContain(
    'full_text → tweets.text, changed: completed with the words that the archive keeps in note-tweet.js',
  );
  expect(skippedIn(items).map(({ place, reason }) => [place.item, reason])).toEqual([
    [3, 'unreadable'],
    [1, 'not-a-story'],
  ]);
});

test('pictures of posts are named where they lie in the archive', async () => {
  const [story] = storiesIn(
    await itemsOf(twitter, {
      'data/account.js': ACCOUNT,
      'data/tweets.js': posts(ONE),
      'data/tweets_media/1213800000000000000-x.jpg': 'JPEG',
      'data/direct_messages_media/1213800000000000000-x.jpg': 'JPEG',
    }),
  );
  expect(story?.front.tweets?.[0]?.media).toEqual([
    {
      kind: 'photo',
      src: '/data/tweets_media/1213800000000000000-x.jpg',
      url: 'https://pbs.twimg.com/media/x.jpg',
    },
  ]);
});

test('an archive of 2013 is read, with either way to write times', async () => {
  const user = { screen_name: 'janeroe', name: 'Jane Roe', id_str: '42' };
  const month = (list: object[]): string => `Grailbird.data.tweets_2013_04 = \n ${JSON.stringify(list)}`;
  const items = await itemsOf(twitter, {
    'data/js/user_details.js': 'var user_details = { "screen_name": "janeroe", "full_name": "Jane Roe", "id": "42" }',
    'data/js/tweets/2013_04.js': month([
      { id_str: '320000000000000000', text: 'One', created_at: '2013-04-05 03:11:10 +0000', user },
      { id_str: '320400000000000000', text: 'Two', created_at: 'Sat Apr 06 05:40:37 +0000 2013', user },
      {
        id_str: '320400000000000001',
        text: 'Other',
        created_at: 'Sat Apr 06 05:40:37 +0000 2013',
        user: { screen_name: 'maxm', id_str: '7' },
      },
      {
        id_str: '320400000000000002',
        text: 'Repeated',
        created_at: 'Sat Apr 06 05:40:37 +0000 2013',
        user,
        retweeted_status: { text: 'Repeated' },
      },
    ]),
  });
  expect(storiesIn(items).map(({ front }) => [front.title, front.tweets?.[0]?.date])).toEqual([
    ['Posts by @janeroe, 5 April 2013', '2013-04-05T03:11:10Z'],
    ['Posts by @janeroe, 6 April 2013', '2013-04-06T05:40:37Z'],
  ]);
  expect(skippedIn(items).map(({ reason }) => reason)).toEqual(['foreign', 'foreign']);
});

test('a zip, broken files, strange posts and posts twice are told', async () => {
  const items = await itemsOf(twitter, {
    'twitter.zip': 'PK',
    'data/account.js': ACCOUNT,
    'data/tweets.js': posts(ONE, { id_str: '5' }, { ...ONE, id_str: '6', created_at: 'soon' }),
    'data/tweets-part1.js': posts(ONE),
    'data/tweets-part2.js': 'window.YTD.tweets.part2 = [ {',
    'data/tweets-part3.js': 'window.YTD.tweets.part3 = [ 1, null, "x" ]',
  });
  expect(storiesIn(items)).toHaveLength(1);
  expect(skippedIn(items).map(({ place, reason }) => [place.file, reason])).toEqual([
    ['twitter.zip', 'unreadable'],
    ['data/tweets-part2.js', 'unreadable'],
    ['data/tweets-part3.js', 'unreadable'],
    ['data/tweets-part3.js', 'unreadable'],
    ['data/tweets-part3.js', 'unreadable'],
    ['data/tweets.js', 'duplicate'],
    ['data/tweets.js', 'undated'],
    ['data/tweets.js', 'undated'],
  ]);
});

test('an archive is recognized by the names of its files', async () => {
  expect(await twitter.recognizes(inputOf({ 'data/account.js': ACCOUNT, 'data/tweets.js': posts(ONE) }))).toBe(1);
  expect(await twitter.recognizes(inputOf({ 'a.js': '' }))).toBe(0);
});
