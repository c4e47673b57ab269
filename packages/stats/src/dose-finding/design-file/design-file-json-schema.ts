/** The published shape of design files, for editors. */
import { mostDoseLevels, outerFields, ownKeys } from "./design-file-fields.ts";
import { knownEfficacyDesigns } from "./efficacy-keys.ts";
import type { Field, FieldKind, Fields } from "./field.ts";
import { knownBehaviours } from "./known-behaviours.ts";
import { knownDesigns } from "./known-designs.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (draft 2020-12) of design files. It is made from the same descriptions as the check.
 *
 * @example JSON.stringify(designFileJsonSchema())
 */
export function designFileJsonSchema(): Schema {
  const outer = ofFields(outerFields);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Design of a dose-finding trial",
    ...outer,
    properties: {
      ...(outer["properties"] as Schema),
      doseLevels: {
        description: ownKeys.doseLevels,
        anyOf: [
          { type: "integer", minimum: 1, maximum: mostDoseLevels },
          { type: "array", items: { type: ["string", "number"] }, minItems: 1, maxItems: mostDoseLevels },
        ],
      },
      design: { description: ownKeys.design, oneOf: [...knownDesigns, ...knownEfficacyDesigns].map(ofKind) },
      behaviours: { description: ownKeys.behaviours, type: "array", items: { oneOf: knownBehaviours.map(ofKind) } },
    },
    required: [...(outer["required"] as string[]), "doseLevels", "design"],
  };
}

function ofKind(known: { readonly kind: string; readonly title: string; readonly fields: Fields }): Schema {
  const inner = ofFields(known.fields);
  return { title: known.title, ...inner, properties: { kind: { const: known.kind }, ...(inner["properties"] as Schema) }, required: ["kind", ...(inner["required"] as string[])] };
}

function ofFields(fields: Fields): Schema {
  const entries: readonly (readonly [string, Field])[] = Object.entries(fields);
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([key, field]) => [key, { description: field.says, ...ofValue(field.is) }])),
    required: entries.filter(([, field]) => field.required).map(([key]) => key),
  };
}

function ofValue(is: FieldKind): Schema {
  switch (is.kind) {
    case "whole":
      return { type: "integer", minimum: is.low, maximum: is.high };
    case "number":
      return { type: "number", minimum: is.low, maximum: is.high };
    case "fraction":
      return { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 };
    case "probability":
      return { type: "number", minimum: 0, maximum: 1 };
    case "switch":
      return { type: "boolean" };
    case "text":
      return { type: "string", minLength: 1 };
    case "choice":
      return { enum: is.choices };
    case "list":
      return { type: "array", items: ofValue(is.of) };
    case "one-or-list":
      return { anyOf: [ofValue(is.of), { type: "array", items: ofValue(is.of) }] };
    case "group":
      return ofFields(is.fields);
  }
}
