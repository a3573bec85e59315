import type { Element } from 'hast';
import { checkAlternative, imagePath, linkProperties } from './addresses.ts';
import { placeOf, type HtmlStep, type Place, type Story } from './story.ts';
import { walkElements } from './walk.ts';

/** Gives every link and picture that Markdown made its marker. Raw HTML has not been parsed yet, so all of these have positions. */
export const markLinksAndImages: HtmlStep = (tree, story) => {
  walkElements(tree, (node) => {
    if (node.tagName === 'a' && !isFootnoteLink(node)) {
      const { href, title } = node.properties;
      node.properties = {
        ...linkProperties(String(href), placeOf(node, story), story),
        ...(typeof title === 'string' && { title }),
      };
    } else if (node.tagName === 'img') {
      const { src, alt, title } = node.properties;
      node.properties = {
        ...pictureProperties(String(src), alt ?? '', placeOf(node, story), story),
        ...(typeof title === 'string' && { title }),
      };
    }
    return true;
  });
};

/** Gives the properties of a picture, which the page completes with `src` and sizes. */
export function pictureProperties(src: string, alt: string, place: Place, story: Story): Element['properties'] {
  const path = imagePath(src, place, story);
  checkAlternative(alt, src, place, story);
  return { ...(path !== undefined && { dataMedia: path }), alt, loading: 'lazy', decoding: 'async' };
}

function isFootnoteLink(node: Element): boolean {
  return 'dataFootnoteRef' in node.properties || 'dataFootnoteBackref' in node.properties;
}
