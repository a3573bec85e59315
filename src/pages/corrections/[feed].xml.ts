import type { APIRoute } from 'astro';
import { pathsOf } from '../../archive/pages.ts';
import { corrections } from '../../archive/queries/corrections.ts';
import { site } from '../../archive/queries/site.ts';
import { toAtom } from '../../formats/atom.ts';
import { toXmlText } from '../../formats/xml.ts';
import { absolute } from '../../layouts/links.ts';
import { CORRECTIONS, CORRECTIONS_FEED } from '../../model/addresses.ts';

export const getStaticPaths = () => pathsOf('corrections-feed');

/** Answers with the Atom feed of the newest corrections and withdrawals, each in full. */
export const GET: APIRoute = () => {
  const { title, publisher, licence, language } = site();
  const feed = toAtom({
    title: `Corrections of ${title}`,
    subtitle: 'What was wrong and what is right, in full, and the stories that were withdrawn.',
    author: publisher ?? title,
    rights: licence,
    language,
    self: absolute(CORRECTIONS_FEED),
    home: absolute(CORRECTIONS),
    entries: corrections().map(({ kind, date, text, anchor, story }) => ({
      address: `${absolute(story.address)}#${anchor}`,
      title: `${kind === 'withdrawal' ? 'Withdrawn' : 'Correction'}: ${story.title}`,
      date,
      changed: date,
      language: story.language ?? language,
      authors: [],
      topics: [],
      html: `<p>${toXmlText(text)}</p>`,
    })),
  });
  return new Response(feed, { headers: { 'Content-Type': 'application/atom+xml; charset=utf-8' } });
};
