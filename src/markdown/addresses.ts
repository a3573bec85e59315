import type { Properties } from 'hast';
import { percentDecoded } from '../model/addresses.ts';
import { isWebAddress } from '../model/fields.ts';
import { report, type Place, type Story } from './story.ts';

const PICTURE = /\.(?:jpe?g|png|webp|avif|gif)$/iu;
const SCHEME = /^[a-z][a-z0-9+.-]*:/iu;

/** Gives the properties of a link by its address, collecting links to stories; none, and a problem, where it may not be published. */
export function linkProperties(href: string, place: Place, story: Story): Properties {
  // Browsers drop control characters and take a backslash for a slash, so such an address is not what it seems.
  if (/[\p{Cc} \\<>"`]/u.test(href)) {
    return unsafe(href, 'holds spaces, quotation marks, backslashes or control characters', place, story);
  }
  if (/^https?:/iu.test(href)) {
    if (!isWebAddress(href))
      return unsafe(href, 'is not a complete http(s) address, or holds a password', place, story);
    return externalProperties(href);
  }
  if (/^mailto:[^:]+$/iu.test(href)) return { href };
  if (SCHEME.test(href)) return unsafe(href, `begins with ${SCHEME.exec(href)?.[0].slice(0, 20) ?? ''}`, place, story);
  if (href.startsWith('//')) return unsafe(href, 'begins with //', place, story);
  if (href.startsWith('/')) return { href };
  if (href.startsWith('#') && href.length > 1) {
    const id = href.slice(1);
    story.ownLinks.push({ id: percentDecoded(id) ?? id, ...place });
    return { href };
  }
  return storyProperties(href, place, story);
}

/** The properties of a link to another site. */
export function externalProperties(href: string): Properties {
  return { href, rel: ['external'], className: ['external'] };
}

function unsafe(href: string, why: string, place: Place, story: Story): Properties {
  report(
    story,
    'link-unsafe',
    place,
    `The link to ${quoted(href)} cannot be published: its address ${why}.`,
    'Link to an http(s) address, a mailto: address, a page of this site (/topics/…) or another story’s .md file.',
  );
  return {};
}

function storyProperties(href: string, place: Place, story: Story): Properties {
  const [, file = '', fragment = ''] = /^([^#]*)(?:#(.*))?$/su.exec(href) ?? [];
  const path = resolve(file, story.file);
  if (path?.startsWith('articles/') !== true || !path.endsWith('.md')) {
    report(
      story,
      'link-dead',
      place,
      `The link to ${quoted(href)} leads to no story.`,
      'Give the path of a story’s .md file relative to this one, e.g. 08-slug.md or ../01/08-slug.md; other pages begin with /.',
    );
    return {};
  }
  const target = path.slice('articles/'.length);
  story.storyLinks.push({ path: target, fragment: percentDecoded(fragment) ?? fragment, ...place });
  return { dataStory: target, dataFragment: fragment };
}

/** Gives the path of a picture, `media/…`, collecting it; undefined, and a problem, where it cannot be shown. */
export function imagePath(src: string, place: Place, story: Story): string | undefined {
  if (SCHEME.test(src) || src.startsWith('//')) {
    report(
      story,
      'image-remote',
      place,
      `The image ${quoted(src)} does not lie in the content folder.`,
      'Save the file in content/media and use its path: media/….',
    );
    return undefined;
  }
  const path = src.startsWith('media/') ? resolve(src, '') : resolve(src, story.file);
  if (path?.startsWith('media/') !== true) {
    report(
      story,
      'image-missing',
      place,
      `The image ${quoted(src)} is not in content/media.`,
      'Save the file in content/media and use its path: media/….',
    );
    return undefined;
  }
  if (!PICTURE.test(path)) {
    report(
      story,
      'image-kind',
      place,
      `The image ${quoted(src)} is not a JPEG, PNG, WebP, AVIF or GIF.`,
      'Convert the file to one of these kinds.',
    );
    return undefined;
  }
  story.images.push({ src: path, ...place });
  return path;
}

/** Reports a picture that says nothing to those who do not see it. */
export function checkAlternative(alt: string, src: string, place: Place, story: Story): void {
  if (alt.trim() !== '') return;
  report(
    story,
    'image-alt',
    place,
    `The image ${quoted(src)} has no alternative text.`,
    'Say what it shows: ![what it shows](media/…).',
  );
}

/** Resolves a relative path against a file of the content folder; undefined for one that is empty, malformed or leaves the folder. */
function resolve(path: string, file: string): string | undefined {
  const plain = percentDecoded(path);
  if (plain === undefined || plain === '' || /[\p{Cc}\\?#]|^\//u.test(plain)) return undefined;
  const parts = file.split('/').slice(0, -1);
  for (const part of plain.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part === '') {
      return undefined;
    } else if (part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** An address as a message shows it: short, and percent-decoded no further than it was typed. */
function quoted(address: string): string {
  return `“${address.length > 80 ? `${address.slice(0, 79)}…` : address}”`;
}
