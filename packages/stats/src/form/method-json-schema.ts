/** The published shape of a method's input, made from the same description as its check. */
import { type ColumnField, type ColumnKind, isColumnGroup, leastAmount, mostCounted, mostNumber } from "./columns.ts";
import type { AnyMethod } from "./method-description.ts";
import type { OptionField } from "./option-fields.ts";

type Schema = Readonly<Record<string, unknown>>;

const ofColumn: Readonly<Record<ColumnKind, Schema>> = {
  count: { type: ["integer", "null"], minimum: 0, maximum: mostCounted },
  amount: { type: ["number", "null"], minimum: 0, maximum: mostNumber },
  positive: { type: ["number", "null"], minimum: leastAmount, maximum: mostNumber },
  number: { type: ["number", "null"], minimum: -mostNumber, maximum: mostNumber },
  flag: { enum: [0, 1, true, false, null] },
  text: { type: ["string", "number", "boolean", "null"] },
  covariate: { type: ["number", "string", "boolean", "null"], minimum: -mostNumber, maximum: mostNumber },
};
const ofField = (field: ColumnField): Schema => {
  const list = { type: "array", items: ofColumn[field.kind] };
  const says = field.gaps === true ? `${field.says}; a missing value does not leave its row out` : field.says;
  return isColumnGroup(field) ? { description: `${says} (columns under names of your own)`, type: "object", additionalProperties: list, ...(field.required ? { minProperties: 1 } : {}) } : { description: says, ...list };
};

/**
 * The JSON Schema (draft 2020-12) of `{ columns, options }` for a method.
 * @example methodJsonSchema(petoMethod).properties
 */
export function methodJsonSchema(method: AnyMethod): Schema {
  const columns = Object.entries(method.columns);
  const options = Object.entries(method.options);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: method.title,
    type: "object",
    additionalProperties: false,
    required: ["columns"],
    properties: {
      columns: {
        description: "One list a column, all of one length; null where a value is missing. Rows with a missing value are left out and counted.",
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(columns.map(([name, field]) => [name, ofField(field)])),
        required: columns.filter(([, field]) => field.required).map(([name]) => name),
      },
      options: { type: "object", additionalProperties: false, properties: Object.fromEntries(options.map(([name, field]) => [name, { description: field.says, ...ofOption(field), default: field.otherwise }])) },
    },
    examples: [method.example],
  };
}

function ofOption(field: OptionField): Schema {
  switch (field.kind) {
    case "choice":
      return { enum: field.otherwise === null ? [...field.choices, null] : field.choices };
    case "switch":
      return { type: "boolean" };
    case "fraction":
      return { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 };
    case "number":
    case "whole":
      return { type: [field.kind === "whole" ? "integer" : "number", ...(field.otherwise === null ? ["null"] : [])], ...bounds(field) };
    case "numbers":
      return { type: ["array", "null"], items: { type: "number", ...bounds(field) } };
    case "words":
      return { type: ["array", "null"], items: { type: "string" } };
    case "word":
      return { type: ["string", "null"] };
  }
}

const bounds = ({ low, high }: { readonly low: number; readonly high: number }): Schema => ({ ...(Number.isFinite(low) ? { minimum: low } : {}), ...(Number.isFinite(high) ? { maximum: high } : {}) });
