import { problem, type Problem, type ProblemCode } from '../model/problem.ts';
import type { Place } from '../reading/reading.ts';
import type { Row } from './database.ts';

/** Makes a problem at a front-matter field of a story row (with `path` and `places`). */
export function at(row: Row, code: ProblemCode, field: string, message: string, fix: string): Problem {
  const places = JSON.parse(String(row['places'])) as Record<string, Place>;
  const named = places[field] ? field : '';
  return problem(code, `articles/${String(row['path'])}`, places[field], named, message, fix);
}
