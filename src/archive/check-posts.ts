import { dayOf } from '../model/day.ts';
import { problem, type Problem } from '../model/problem.ts';
import type { FrontMatter } from '../model/article.ts';
import { at } from './check-at.ts';
import type { Database } from './database.ts';
import { accountKey } from './derive.ts';
import { resolveName } from './names.ts';

/** Checks that the material from which posts were taken is what it was then; that it is there, is checked with pictures. */
export function checkCaptures(database: Database): Problem[] {
  const rows = database.all(
    `SELECT s.path, c.file, c.sha256, c.field, c.line, c.col, f.hash FROM story_capture c JOIN story s ON s.id = c.story
     JOIN file f ON f.path = c.file WHERE f.hash <> c.sha256 ORDER BY s.path, c.line, c.col`,
  );
  return rows.map((row) => {
    const place = { line: Number(row['line']), column: Number(row['col']) };
    const message = `${row['file']} has the SHA-256 ${row['hash']}, and the post was taken from one with ${row['sha256']}.`;
    const fix = 'Put the file back as it was, or capture the post anew.';
    return problem('capture-changed', `articles/${row['path']}`, place, String(row['field']), message, fix);
  });
}

/** An account in the registry, with the days on which it was a person's. */
interface Owner {
  readonly person: string;
  readonly since: string;
  readonly until: string;
}

/** Checks that the author of each post is the person whose account it was on that day, where the registry knows both. */
export function checkOwners(database: Database): Problem[] {
  const owners = new Map<string, Owner[]>();
  for (const { platform, handle, person, since, until } of database.all(
    'SELECT * FROM account ORDER BY person, since',
  )) {
    const key = accountKey(String(platform), String(handle));
    const owner = { person: String(person), since: String(since), until: String(until) };
    owners.set(key, [...(owners.get(key) ?? []), owner]);
  }
  if (owners.size === 0) return [];
  const rows = database.all(
    `SELECT s.path, r.front, r.places, n.key, n.field FROM story_name n CROSS JOIN story s ON s.id = n.story
     JOIN story_record r ON r.story = s.id
     WHERE n.kind = 'accounts' AND n.key IN (SELECT platform || '/' || handle FROM account) ORDER BY s.path, n.field`,
  );
  return rows.flatMap((row): Problem[] => {
    const field = String(row['field']);
    const front = JSON.parse(String(row['front'])) as Pick<FrontMatter, 'tweets'>;
    const post = front.tweets[Number(field.split('.')[1])];
    if (!post) throw new Error(`${field} of articles/${row['path']} is in the index and not in its record.`);
    const author = resolveName(database, 'people', post.author);
    if (!author.registered) return [];
    const all = owners.get(String(row['key'])) ?? [];
    const day = dayOf(post.date);
    const then = all.filter(({ since, until }) => since <= day && until >= day);
    if (then.some(({ person }) => person === author.id)) return [];
    const other = then[0];
    const fix = `Correct the handle, the author or the date, or the handles: of people/${other?.person ?? author.id}.md.`;
    if (other) {
      const message = `On ${day} @${post.handle} was the account of people/${other.person}.md, and the post is given to ${post.author}.`;
      return [at(row, 'quote-owner', field, message, fix)];
    }
    if (!all.some(({ person }) => person === author.id)) return [];
    return [
      at(row, 'quote-owner', field, `On ${day} @${post.handle} was not the account of people/${author.id}.md.`, fix),
    ];
  });
}
