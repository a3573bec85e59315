#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { suggest } from '../reading/suggest.ts';
import { helpOf, helpOfAll, parseCommandLine, UsageError, type Command } from './command.ts';
import { toFault } from './report.ts';

// Node strips types from this program and compiles it anew for each process, in half of a second; kept, in half of that. Where the
// folder cannot be written, nothing is kept. Threads know of it by the variable.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'dateline');
enableCompileCache(process.env['NODE_COMPILE_CACHE']);

/** Commands by name; each is loaded when it is used, since Astro takes long to load. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  new: async () => (await import('./new.ts')).newStory,
  check: async () => (await import('./check.ts')).check,
  capture: async () => (await import('./capture.ts')).captureCommand,
  import: async () => (await import('./import.ts')).importCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  report: async () => (await import('./health.ts')).report,
  dev: async () => (await import('./dev.ts')).dev,
  build: async () => (await import('./build.ts')).build,
  preview: async () => (await import('./preview.ts')).preview,
  verify: async () => (await import('./verify.ts')).verify,
};

const isCommand = (name: string | undefined): name is string => name !== undefined && Object.hasOwn(COMMANDS, name);

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) throw new UsageError('A command is missing.');
  if (name === '--help' || name === '-h' || name === 'help') {
    console.log(helpOfAll(await Promise.all(Object.values(COMMANDS).map((load) => load()))));
    return 0;
  }
  const load = isCommand(name) ? COMMANDS[name] : undefined;
  if (!load) {
    const names = Object.keys(COMMANDS);
    const near = suggest(name, names);
    throw new UsageError(
      `There is no command ${name}. ${near === undefined ? `Commands: ${names.join(', ')}.` : `Did you mean ${near}?`}`,
    );
  }
  const command = await load();
  const { flags, args: words } = parseCommandLine(command, args);
  if (flags['help'] === true) {
    console.log(helpOf(command));
    return 0;
  }
  return command.run(flags, words);
}

const args = process.argv.slice(2);
try {
  process.exitCode = await run(args);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\nRun dateline ${isCommand(args[0]) ? `${args[0]} ` : ''}--help.`);
    process.exitCode = 2;
  } else {
    console.error(toFault(error));
    process.exitCode = 1;
  }
}
