/** A generated export of WordPress, to measure how imports grow: `node tests/bench/wxr.ts 100000 FILE`. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const WORDS =
  'the harbour quay tide ship council night morning price road bridge said was will not a new old report people'.split(
    ' ',
  );

/** Writes an export with so many posts, one picture for every ten, each post of about 250 words. */
export async function writeWxr(path: string, posts: number): Promise<void> {
  const file = createWriteStream(path);
  const write = async (text: string): Promise<void> => {
    if (!file.write(text)) await once(file, 'drain');
  };
  await write(
    `<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">\n<channel><title>Northport Courier</title><link>https://courier.example.org</link><language>en</language>\n`,
  );
  for (let number = 0; number < posts; number += 1) await write(number % 10 === 9 ? picture(number) : post(number));
  await write('</channel></rss>\n');
  file.end();
  await once(file, 'finish');
}

const words = (seed: number, count: number): string =>
  Array.from({ length: count }, (_, at) => WORDS[(seed * 7 + at * at + at * 3) % WORDS.length]).join(' ');

function timeOf(number: number): string {
  return new Date(Date.UTC(2000, 0, 1) + number * 7_200_000).toISOString().slice(0, 19).replace('T', ' ');
}

function post(number: number): string {
  const time = timeOf(number);
  const paragraphs = Array.from({ length: 5 }, (_, at) => words(number + at, 50)).join('\n\n');
  return `<item><title><![CDATA[Story ${number} ${words(number, 5)}]]></title><link>https://courier.example.org/${time.slice(0, 10).replaceAll('-', '/')}/story-${number}/</link><dc:creator><![CDATA[desk]]></dc:creator><guid isPermaLink="false">https://courier.example.org/?p=${number}</guid>
<content:encoded><![CDATA[${paragraphs}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>${number}</wp:post_id><wp:post_date>${time}</wp:post_date><wp:post_date_gmt>${time}</wp:post_date_gmt><wp:post_name>story-${number}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="t"><![CDATA[Topic ${number % 200}]]></category><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[${number - (number % 10) + 9}]]></wp:meta_value></wp:postmeta></item>\n`;
}

const picture = (number: number): string =>
  `<item><title>Picture ${number}</title><wp:post_id>${number}</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://courier.example.org/p/${number}.jpg</wp:attachment_url></item>\n`;

const [, script, posts, path] = process.argv;
if (script?.endsWith('wxr.ts') === true && posts !== undefined && path !== undefined)
  await writeWxr(path, Number(posts));
