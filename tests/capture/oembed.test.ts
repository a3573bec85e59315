import { describe, expect, it } from 'vitest';
import { capture } from '../../src/capture/capture.ts';
import { embed, ID, onePost, refusals } from './posts.ts';

const URL_OF_POST = `https://twitter.com/roadoffice/status/${ID}`;
const REPLY = {
  url: URL_OF_POST,
  author_name: 'Road Office',
  author_url: 'https://twitter.com/roadoffice',
  html: `${embed()}\n\n`,
  width: 550,
  height: null,
  type: 'rich',
  cache_age: '3153600000',
  provider_name: 'Twitter',
  provider_url: 'https://twitter.com',
  version: '1.0',
};
const json = (value: unknown) => JSON.stringify(value, null, 1);

describe('an oEmbed reply', () => {
  it('gives a record and its place', () => {
    const { posts, text } = capture(json(REPLY));
    expect(posts).toEqual([
      {
        key: 'roadoffice-2020-01-05',
        author: 'Road Office',
        handle: 'roadoffice',
        date: '2020-01-05',
        dateFrom: 'embed',
        text: 'The road over the pass is open.',
        language: 'en',
        direction: 'ltr',
        id: ID,
        url: URL_OF_POST,
        captured: 'oembed',
      },
    ]);
    expect(text).toBe('::tweet{key="roadoffice-2020-01-05"}\n\n');
  });

  it.each([
    ['in a list', [REPLY]],
    ['in a cache', { key: 'a', value: { data: REPLY, cachedAt: 1 } }],
    ['with the embed alone', { html: REPLY.html }],
    ['without its address', { ...REPLY, url: undefined }],
    [
      'with the address at x.com',
      { ...REPLY, url: URL_OF_POST.replace('twitter', 'x'), author_url: 'https://x.com/RoadOffice' },
    ],
    ['with the address of the reader', { ...REPLY, url: `${URL_OF_POST}?s=20` }],
  ])('is read %s', (_what, reply) => {
    expect(onePost(json(reply))).toMatchObject({ id: ID, captured: 'oembed' });
  });

  it('gives each of several', () => {
    const other = { ...REPLY, url: undefined, html: embed({ words: 'Shut.' }) };
    expect(capture(json([REPLY, other])).posts.map(({ key }) => key)).toEqual([
      'roadoffice-2020-01-05',
      'roadoffice-2020-01-05-2',
    ]);
  });

  it.each([
    [
      'an error',
      { error: 'Sorry, that page does not exist', errors: [{ code: 34, message: 'Sorry, that page does not exist' }] },
      'capture-gone: The platform did not give the post: “Sorry, that page does not exist”.',
    ],
    [
      'an error with its request',
      { request: '/oembed', error: 'Sorry, you are not authorized to see this status.' },
      'capture-gone: The platform did not give the post (/oembed): “Sorry, you are not authorized to see this status.”.',
    ],
    [
      'an error as its HTML',
      { ...REPLY, html: '<p>Sorry, that page doesn’t exist!</p>' },
      `capture-gone: The platform did not give the post (${URL_OF_POST}): “Sorry, that page doesn’t exist”.`,
    ],
    [
      'no HTML',
      { ...REPLY, html: undefined },
      `capture-wordless: The words of the post (${URL_OF_POST}) are not in this text.`,
    ],
    [
      'an embed with a link alone',
      { ...REPLY, html: `<blockquote class="twitter-tweet"><a href="${URL_OF_POST}"></a></blockquote>` },
      `capture-wordless: The words of the post (${URL_OF_POST}) are not in this text.`,
    ],
    [
      'a frame',
      {
        ...REPLY,
        html: '<iframe src="https://social.example/@ann/109/embed" class="mastodon-embed"></iframe>',
        url: undefined,
      },
      'capture-wordless: The words of the post (https://social.example/@ann/109) are not in this text.',
    ],
    [
      'another author',
      { ...REPLY, author_name: 'Mayor' },
      `capture-disagrees: In the oEmbed reply of ${URL_OF_POST}, author_name is “Mayor”, and the embed names “Road Office”.`,
    ],
    [
      'another account',
      { ...REPLY, author_url: 'https://twitter.com/mayor' },
      `capture-disagrees: In the oEmbed reply of ${URL_OF_POST}, author_url is of @mayor, and the embed of @roadoffice.`,
    ],
    [
      'another post',
      { ...REPLY, url: `${URL_OF_POST.slice(0, -1)}7` },
      `capture-disagrees: In the oEmbed reply of ${URL_OF_POST}, url has the id ${ID.slice(0, -1)}7, and the embed ${ID}.`,
    ],
    ['something else', { a: [1, 'b', null] }, 'capture-form: The JSON holds no reply of an oEmbed endpoint.'],
  ])('with %s is refused', (_what, reply, reason) => {
    expect(refusals(json(reply))).toEqual([reason]);
  });

  it('of Bluesky is agreed with by account name', () => {
    const did = 'did:plc:abcdefghijklmnopqrstuvwx';
    const html = `<blockquote class="bluesky-embed" data-bluesky-uri="at://${did}/app.bsky.feed.post/3ltkzovdtps2z"><p lang="">Open.</p>&mdash; Road (<a href="https://bsky.app/profile/${did}?ref_src=embed">@road.example</a>) <a href="https://bsky.app/profile/${did}/post/3ltkzovdtps2z?ref_src=embed">July 10, 2025 at 2:02 AM</a></blockquote>`;
    const reply = {
      type: 'rich',
      author_name: 'Road',
      author_url: 'https://bsky.app/profile/road.example',
      provider_name: 'Bluesky Social',
      html,
    };
    expect(onePost(json(reply))).toMatchObject({ platform: 'bluesky', handle: 'road.example', captured: 'oembed' });
    expect(refusals(json({ ...reply, author_url: 'https://bsky.app/profile/mayor.example' }))[0]).toMatch(
      /^capture-disagrees/u,
    );
  });

  it('of Mastodon is agreed with by account name', () => {
    const html =
      '<blockquote class="mastodon-embed" data-embed-url="https://social.example/@ann/103400000000000000/embed"><p>Open.</p>&mdash; Ann (@ann@social.example) <a href="https://social.example/@ann/103400000000000000">December 31, 2019</a></blockquote>';
    expect(onePost(json({ author_name: 'Ann', author_url: 'https://social.example/@ann', html }))).toMatchObject({
      platform: 'mastodon',
      handle: 'ann@social.example',
    });
  });
});

describe('what begins like JSON and is none', () => {
  it('is read as text', () => {
    expect(onePost('[sic] Open. — Road Office (@roadoffice) January 5, 2020').text).toBe('[sic] Open.');
  });
});
