import { parseArgs } from 'node:util';
import { suggest } from '../reading/suggest.ts';

/** One flag of a command. */
export interface Flag {
  /** What stands for the value in the help text, e.g. `DIR`; absent for a switch. */
  readonly value?: string;
  /** One sentence for the help text. */
  readonly help: string;
}

/** Values of flags after parsing: texts, or true for a switch. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** A command of the command line. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands after the command's name, in order and separated by spaces, e.g. `TARGET`; absent where flags are all it takes. */
  readonly args?: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Runs the command and gives its exit code: 0 clean, 1 problems found. Throws `UsageError` for wrong usage. */
  run(flags: Flags, args: readonly string[]): Promise<number>;
}

/** A command line after parsing: the flags, and as many words as the command's `args` names. */
export interface CommandLine {
  readonly flags: Flags;
  readonly args: readonly string[];
}

/** The command line was used wrongly; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Flags that every command takes. */
const COMMON_FLAGS = {
  content: { value: 'DIR', help: 'Folder of the stories (default: content).' },
  json: { help: 'Print JSON alone on standard output, for machines.' },
  help: { help: 'Show this help.' },
} as const satisfies Record<string, Flag>;

/** Flags of commands that keep an index. */
export const CACHE_FLAG = {
  cache: { value: 'DIR', help: 'Folder of the index (default: .dateline).' },
} as const satisfies Record<string, Flag>;

/** Reads a command's arguments. Throws `UsageError` for an unknown flag, a missing value, a flag given twice, or a word too many or too few. */
export function parseCommandLine(command: Command, args: readonly string[]): CommandLine {
  const known: Readonly<Record<string, Flag>> = { ...command.flags, ...COMMON_FLAGS };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, flag]) => [
      name,
      { type: flag.value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  // Not strict: what is wrong is said in our own words, with a suggestion.
  const { tokens } = parseArgs({
    args: args.map((arg) => (arg === '-h' ? '--help' : arg)),
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags: Record<string, string | boolean> = {};
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      words.push(token.value);
      continue;
    }
    const { name, rawName, value, inlineValue } = token;
    const flag = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!flag) {
      const near = suggest(name, Object.keys(known));
      throw new UsageError(
        `${command.name} has no flag ${rawName}.${near === undefined ? '' : ` Did you mean --${near}?`}`,
      );
    }
    if (Object.hasOwn(flags, name)) throw new UsageError(`${rawName} is given twice.`);
    flags[name] = valueOf(flag, rawName, value, inlineValue);
  }
  if (flags['help'] !== true) refuseWrongCount(command, words);
  return { flags, args: words };
}

function refuseWrongCount({ name, args }: Command, words: readonly string[]): void {
  const wanted = args === undefined ? [] : args.split(' ');
  const [missing, stray] = [wanted[words.length], words[wanted.length]];
  if (missing !== undefined) throw new UsageError(`${name} needs ${missing}: dateline ${name} ${args}.`);
  if (stray === undefined) return;
  throw new UsageError(
    args === undefined
      ? `${name} takes flags alone, and ${stray} is none.`
      : `${name} takes ${args} and flags alone, and ${stray} is one too many.`,
  );
}

function valueOf(flag: Flag, name: string, value: string | undefined, inline: boolean | undefined): string | true {
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(`${name} takes no value.`);
    return true;
  }
  if (value === undefined || value.trim() === '') throw new UsageError(`${name} needs a value: ${name} ${flag.value}.`);
  if (inline !== true && value.startsWith('-'))
    throw new UsageError(`${name} needs a value; write one that begins with - as ${name}=${value}.`);
  return value;
}

/** Gives a flag's text, if it was given. */
export function textOf(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** Writes the help text of a command. */
export function helpOf(command: Command): string {
  const flags = Object.entries({ ...command.flags, ...COMMON_FLAGS }).map(
    ([name, flag]) => [`--${name}${'value' in flag ? ` ${flag.value}` : ''}`, flag.help] as const,
  );
  const width = Math.max(...flags.map(([flag]) => flag.length));
  return [
    `dateline ${command.name}${command.args === undefined ? '' : ` ${command.args}`}: ${command.summary}`,
    '',
    ...flags.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`),
  ].join('\n');
}

/** Writes the list of commands. */
export function helpOfAll(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'dateline COMMAND [flags]: a permanent news archive from Markdown stories',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'dateline COMMAND --help shows the flags of a command.',
    'Exit code: 0 clean, 1 problems found, 2 wrong usage.',
  ].join('\n');
}
