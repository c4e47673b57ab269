/** The smallest input that a schema accepts, for walks over all operations. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
}

const texts = ["00000000-0000-7000-8000-000000000001", "2026-03-04T09:00:00.000Z", "2026-03-04", "1234", "1", "aa", "A-1"];

export function sampleOf(schema: unknown): unknown {
  const one = schema as Schema;
  if (one.const !== undefined) return one.const;
  if (one.enum !== undefined) return one.enum[0];
  if (one.anyOf !== undefined) return sampleOf(one.anyOf[0]);
  switch (one.type) {
    case "object":
      return Object.fromEntries((one.required ?? []).map((name) => [name, sampleOf(one.properties?.[name])]));
    case "array":
      return Array.from({ length: one.minItems ?? 0 }, () => sampleOf(one.items));
    case "string":
      return textFor(one);
    case "integer":
    case "number":
      return one.minimum ?? 1;
    case "boolean":
      return true;
    case "null":
      return null;
    case undefined:
    default:
      return {};
  }
}

function textFor(schema: Schema): string {
  if (schema.pattern === undefined) return "x".repeat(Math.max(schema.minLength ?? 1, 1));
  const found = texts.find((text) => new RegExp(schema.pattern ?? "", "u").test(text) && text.length >= (schema.minLength ?? 0));
  if (found === undefined) throw new Error(`No sample for the pattern ${schema.pattern}.`);
  return found;
}
