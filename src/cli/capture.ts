import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { capture } from '../capture/capture.ts';
import { toFrontMatter } from '../capture/front-matter.ts';
import type { Captured, PlacedRefusal } from '../capture/result.ts';
import { isWebAddress } from '../model/fields.ts';
import { problem, type Problem } from '../model/problem.ts';
import { decodeText } from '../reading/decode.ts';
import { askPlatform, ENDPOINTS, type Endpoints } from './ask-platform.ts';
import { type Command, textOf, UsageError } from './command.ts';
import { keepMaterial, materialOf, writeWhole } from './keep-captures.ts';
import { pathFromHere, printable, printJson } from './report.ts';
import { sessionOf } from './session.ts';
import {
  besideStory,
  captureOwn,
  openStory,
  type StoryFile,
  withMaterial,
  withOwnPosts,
  withPosts,
} from './story-posts.ts';

/** Makes the command; `endpoints` are asked with `--online` alone. */
export function createCapture(endpoints: Endpoints): Command {
  return {
    name: 'capture',
    summary: 'pasted posts, embeds, oEmbed JSON or a page: front-matter entries and ::tweet places',
    args: 'FILE|-',
    flags: {
      into: {
        value: 'STORY',
        help: 'Add the posts to this story; where FILE is that story, in the place of their words.',
      },
      online: { help: 'Ask the platform for the words of posts that are only named. Nothing is fetched without it.' },
    },
    async run(flags, [given = '-']) {
      const { contentDir } = sessionOf(flags);
      const json = flags['json'] === true;
      const into = textOf(flags, 'into');
      const material = readMaterial(given);
      if ('problems' in material) {
        printProblems(material.problems);
        return 1;
      }
      const story = into === undefined ? undefined : readStory(into, contentDir);
      const isOwn = into !== undefined && given !== '-' && resolve(given) === resolve(into);
      const take = (replies?: ReadonlyMap<string, string>): Captured =>
        isOwn && story
          ? captureOwn(story.file, replies && { replies })
          : capture(material.text, { ...(story && besideStory(story.file)), ...(replies && { replies }) });

      const offline = take();
      const { replies, failures } = flags['online'] === true ? await ask(offline.refused, endpoints) : NOT_ASKED;
      const captured = replies.size > 0 ? take(replies) : offline;
      const { posts, refused, notes, text, origins } = captured;

      if (json) {
        printJson({ posts, text, ...(refused.length > 0 && { refused }), ...(notes.length > 0 && { notes }) });
      } else if (posts.length > 0) {
        if (!statSync(contentDir, { throwIfNoEntry: false })?.isDirectory()) {
          console.error(`There is no content folder ${contentDir}: create it, or name another with --content.`);
          return 1;
        }
        const materials = posts.map((post, index) => materialOf(origins[index]?.reply ?? material.bytes, post));
        if (story) {
          const added = isOwn
            ? withOwnPosts(story.file, captured, story.path)
            : withPosts(story.file, posts, materials, story.path);
          if (!added) {
            console.error(
              `${into}: posts cannot be added to its front matter; write it as fields on lines of their own.`,
            );
            return 1;
          }
          keepMaterial(contentDir, added.materials);
          writeWhole(resolve(into ?? ''), added.contents);
          console.log(printable(`${into}: ${posts.map(({ key }) => key).join(', ')}`));
        } else {
          keepMaterial(contentDir, materials);
          console.log(`${toFrontMatter(withMaterial(posts, materials))}---\n${text.trimEnd()}`);
        }
      }
      const file = isWebAddress(given) ? given : given === '-' ? 'standard input' : pathFromHere(given);
      for (const { line, column, message } of notes)
        console.error(printable(`${file}:${line}:${column}  note  ${message}`));
      for (const failure of failures) console.error(printable(failure));
      printProblems(refused.map((refusal) => toProblem(refusal, file)));
      if (posts.length === 0 && refused.length === 0) console.error(`${file}: no post was found in it.`);
      return refused.length > 0 || posts.length === 0 ? 1 : 0;
    },
  };
}

export const captureCommand = createCapture(ENDPOINTS);

/** Reads what is to be captured: a file, standard input, or the address of a post, which is only a name without `--online`. */
function readMaterial(given: string): { text: string; bytes: Uint8Array } | { problems: readonly Problem[] } {
  if (isWebAddress(given)) return { text: given, bytes: new TextEncoder().encode(given) };
  if (given !== '-' && !statSync(given, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`There is no file ${given}.`);
  const bytes = readFileSync(given === '-' ? 0 : given);
  const file = given === '-' ? 'standard input' : pathFromHere(given);
  const { text, problems } = decodeText(bytes, file);
  return text === undefined || problems.length > 0 ? { problems } : { text, bytes };
}

function readStory(into: string, contentDir: string): { file: StoryFile; path: string } {
  const path = relative(join(contentDir, 'articles'), resolve(into)).split(sep).join('/');
  if (path.startsWith('../') || !path.endsWith('.md') || !existsSync(resolve(into)))
    throw new UsageError(`--into ${into} is not a story below ${pathFromHere(join(contentDir, 'articles'))}.`);
  const file = openStory(readFileSync(resolve(into)), path);
  if (!file) throw new UsageError(`${into} cannot be read: run dateline check, and mend it first.`);
  return { file, path };
}

const NOT_ASKED = { replies: new Map<string, string>(), failures: [] as string[] };

/** Asks platforms, one after another, about each post that is named without its words. */
async function ask(refused: readonly PlacedRefusal[], endpoints: Endpoints): Promise<typeof NOT_ASKED> {
  const replies = new Map<string, string>();
  const failures: string[] = [];
  for (const address of new Set(refused.flatMap((refusal) => refusal.address ?? []))) {
    const answer = await askPlatform(address, endpoints);
    if ('reply' in answer) replies.set(address, answer.reply);
    else failures.push(`${address}  ${answer.failure}`);
  }
  return { replies, failures };
}

function toProblem({ code, reason, fix, line, column }: PlacedRefusal, file: string): Problem {
  return problem(code, file, { line, column }, '', reason, fix);
}

function printProblems(problems: readonly Problem[]): void {
  for (const { file, line, column, code, message, fix } of problems)
    console.error(printable(`${file}:${line}:${column}  ${code}  ${message}  ${fix}`));
}
