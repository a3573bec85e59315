import GithubSlugger, { slug } from 'github-slugger';
import type { Element } from 'hast';
import { toString } from 'hast-util-to-string';
import { report, type HtmlStep, type Story } from './story.ts';
import { walkElements } from './walk.ts';

/** Ids without a dot that pages own; all their others hold one, which no heading's id does. */
const RESERVED = ['main', 'footnote-label'];
/** An id much longer than a line helps nobody. */
const LONGEST = 120;

/**
 * Gives headings their level in the page, where h1 is the headline, their ids, and a link beside each (not inside it, so that
 * it is not read out with the heading; it takes its name from the heading, so it needs no language).
 */
export const linkHeadings: HtmlStep = (tree, story) => {
  const slugger = new GithubSlugger();
  for (const id of RESERVED) slugger.slug(id);
  let shift = 0;
  walkElements(tree, (node) => {
    if (node.tagName === 'h1') shift = 1;
    return true;
  });
  walkElements(tree, (node, parent, index) => {
    const level = /^h([1-6])$/u.exec(node.tagName)?.[1];
    if (level === undefined || node.properties['id'] === 'footnote-label') return true;
    const text = toString(node).replaceAll(/\s+/gu, ' ').trim().toWellFormed();
    const depth = Math.min(Number(level) + shift, 6);
    // A heading of signs alone leaves nothing for an id.
    const id = slugger.slug(slug(text.slice(0, LONGEST).toWellFormed()) || 'section');
    node.tagName = `h${depth}`;
    node.properties = { ...node.properties, id };
    story.headings.push({ id, depth, text });
    parent.children[index] = withLink(node, id);
    return false;
  });
};

function withLink(heading: Element, id: string): Element {
  const link: Element = {
    type: 'element',
    tagName: 'a',
    properties: { className: ['anchor'], href: `#${encodeURIComponent(id)}`, ariaLabelledBy: [id] },
    children: [{ type: 'text', value: '#' }],
  };
  return { type: 'element', tagName: 'div', properties: { className: ['heading'] }, children: [heading, link] };
}

/** Reports links to places of the page that no heading makes. Ids with a dot are the page's own, and the built page is checked for them. */
export function checkOwnLinks(story: Story): void {
  const ids = new Set(story.headings.map(({ id }) => id));
  for (const { id, ...place } of story.ownLinks) {
    if (ids.has(id) || id.includes('.')) continue;
    const fix = 'Link to a heading of this text by its words in lower case with hyphens, or take the link out.';
    report(story, 'link-dead', place, `No heading of this text makes #${id.slice(0, 100)}.`, fix);
  }
}
