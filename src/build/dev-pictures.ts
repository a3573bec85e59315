import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import type { Database } from '../archive/database.ts';
import { percentDecoded } from '../model/addresses.ts';
import type { Session } from './session.ts';
import { picturesOf } from './site-files.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
};

type Handler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/** Gives the dev server the pictures of the content folder and their smaller copies, as a built site has them. */
export function servePictures(database: Database, { contentDir, cacheDir }: Session): Handler {
  const find = (url: string) => {
    const path = percentDecoded(new URL(url, 'http://localhost').pathname) ?? '';
    // The path of the site may stand before it.
    const at = path.indexOf('/media/');
    const wanted = path.slice(at + 1);
    return at < 0 ? undefined : picturesOf(database, contentDir, cacheDir).find((file) => file.path === wanted);
  };
  return (request, response, next) => {
    const picture = find(request.url ?? '');
    if (!picture) {
      next();
      return;
    }
    picture.give().then((given) => {
      response.setHeader('Content-Type', TYPES[extname(picture.path).toLowerCase()] ?? 'application/octet-stream');
      response.end(typeof given === 'string' ? readFileSync(given) : given);
    }, next);
  };
}
