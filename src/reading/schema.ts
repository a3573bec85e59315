/** What a zod schema says about one of its fields, for messages. */
import { z } from 'zod';

type Schema = z.core.$ZodType;

/** Which forms of date a field takes. */
export type DateKind = 'day' | 'time' | 'day or time';

/** What a field wants. */
export interface Wanted {
  readonly shape: 'text' | 'list' | 'mapping';
  /** Set for dates. */
  readonly date: DateKind | undefined;
  /** The words that the field takes, where it takes only some. */
  readonly options: readonly string[];
  /** Fields of a mapping, and those that it requires. */
  readonly fields: readonly string[];
  readonly required: readonly string[];
  /** The same of a list's entries. */
  readonly entryFields: readonly string[];
  readonly entryRequired: readonly string[];
}

/** Gives the schema of a field, with its description; undefined where the path leads out of the schema. */
export function schemaAt(schema: Schema, path: readonly PropertyKey[]): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const part of path) {
    const inner: Schema | undefined = at && core(at);
    if (inner instanceof z.core.$ZodArray) at = inner._zod.def.element;
    else if (
      inner instanceof z.core.$ZodObject &&
      typeof part === 'string' &&
      Object.hasOwn(inner._zod.def.shape, part)
    ) {
      at = inner._zod.def.shape[part];
    } else return undefined;
  }
  return at;
}

/** Lists the fields of the mapping at a path. */
export function candidatesAt(schema: Schema, path: readonly PropertyKey[]): string[] {
  const at = schemaAt(schema, path);
  return fieldsOf(at && core(at)).fields;
}

/** Says what a schema wants. */
export function wantedBy(schema: Schema | undefined): Wanted {
  const inner = schema && core(schema);
  const isList = inner instanceof z.core.$ZodArray;
  const { fields: entryFields, required: entryRequired } = fieldsOf(isList ? core(inner._zod.def.element) : undefined);
  return {
    shape: isList ? 'list' : inner instanceof z.core.$ZodObject ? 'mapping' : 'text',
    date: dateKind(inner),
    options: optionsOf(schema),
    ...fieldsOf(inner),
    entryFields,
    entryRequired,
  };
}

function fieldsOf(schema: Schema | undefined): { fields: string[]; required: string[] } {
  const shape = schema instanceof z.core.$ZodObject ? schema._zod.def.shape : {};
  const fields = Object.keys(shape);
  return { fields, required: fields.filter((field) => shape[field]?._zod.optin === undefined) };
}

function dateKind(schema: Schema | undefined): DateKind | undefined {
  if (schema instanceof z.core.$ZodUnion) return 'day or time';
  if (schema instanceof z.core.$ZodISODate) return 'day';
  return schema instanceof z.core.$ZodISODateTime ? 'time' : undefined;
}

function optionsOf(schema: Schema | undefined): string[] {
  let at = schema;
  while (at && at !== core(at)) {
    // z.stringbool() is a codec from a text to a boolean.
    if (at instanceof z.core.$ZodPipe && at._zod.def.out instanceof z.core.$ZodBoolean) return ['true', 'false'];
    at = inside(at);
  }
  return at instanceof z.core.$ZodEnum ? Object.values(at._zod.def.entries).map(String) : [];
}

/** Takes optional, default and transforming wrappers off. */
function core(schema: Schema): Schema {
  let at = schema;
  for (let inner = inside(at); inner; inner = inside(at)) at = inner;
  return at;
}

function inside(schema: Schema): Schema | undefined {
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault
  ) {
    return schema._zod.def.innerType;
  }
  return schema instanceof z.core.$ZodPipe ? schema._zod.def.in : undefined;
}
