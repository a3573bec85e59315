import { z } from 'zod';
import { articleSchema } from './article.ts';

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Fields of names: lists whose entries, and fields whose value, may be a bare text instead of a mapping with `name`. */
const LISTS_OF_NAMES = ['authors', 'topics', 'people', 'organizations', 'places'];
const NAMES = ['series'];

/**
 * Gives the front matter of a story as a JSON Schema (https://json-schema.org/draft/2020-12/schema) for editors' completion
 * and checks. It takes what editors write, before any of it is written out or converted.
 */
export function articleJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(articleSchema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      // z.stringbool() takes a text; an editor's YAML parser reads the same word as a boolean.
      if (zodSchema instanceof z.core.$ZodPipe && zodSchema._zod.def.out instanceof z.core.$ZodBoolean) {
        delete jsonSchema.type;
        jsonSchema.enum = [true, false, 'true', 'false'];
      }
    },
  });
  const properties: Record<string, JsonSchema> = {};
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    if (typeof property === 'boolean') continue;
    const { description, default: standard, ...value } = property;
    const notes = {
      ...(description !== undefined && { description }),
      ...(standard !== undefined && { default: standard }),
    };
    if (NAMES.includes(field)) properties[field] = { ...notes, ...orText(value) };
    else if (LISTS_OF_NAMES.includes(field) && isSchema(value.items)) {
      properties[field] = { ...notes, ...value, items: orText(value.items) };
    } else properties[field] = { ...notes, ...value };
  }
  return { ...schema, title: 'Front matter of a Dateline story', properties };
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function orText(schema: JsonSchema): JsonSchema {
  return { anyOf: [{ type: 'string', minLength: 1 }, schema] };
}
