import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const example = (name: string) => fileURLToPath(new URL(`../../../examples/dose-finding/${name}.yaml`, import.meta.url));

type Shape = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

/** As much of JSON Schema as these schemas use; a word that is not known here is a fault of the test. */
function faults(value: unknown, shape: Shape, path = ""): string[] {
  const strange = Object.keys(shape).filter((key) => !["$schema", "title", "description", "type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "const", "minimum", "maximum"].includes(key));
  if (strange.length > 0) return [`${path}: the schema says ${strange.join(", ")}`];
  const { anyOf } = shape as { anyOf?: readonly Shape[] };
  if (anyOf !== undefined) {
    const each = anyOf.map((one) => faults(value, one, path));
    return each.some((found) => found.length === 0) ? [] : (each.toSorted((a, b) => a.length - b.length)[0] ?? []);
  }
  if ("const" in shape) return value === shape["const"] ? [] : [`${path}: not ${String(shape["const"])}`];
  if ("enum" in shape) return (shape["enum"] as readonly unknown[]).includes(value) ? [] : [`${path}: ${String(value)} is no choice`];
  switch (shape["type"]) {
    case "array":
      return Array.isArray(value) ? value.flatMap((one, at) => faults(one, shape["items"] as Shape, `${path}.${at}`)) : [`${path}: no list`];
    case "object": {
      if (!isMapping(value)) return [`${path}: no mapping`];
      const properties = (shape["properties"] ?? {}) as Readonly<Record<string, Shape>>;
      const missing = ((shape["required"] ?? []) as readonly string[]).filter((key) => !(key in value)).map((key) => `${path}.${key}: missing`);
      const rest = shape["additionalProperties"];
      const more = Object.entries(value).flatMap(([key, one]) => (properties[key] !== undefined ? faults(one, properties[key], `${path}.${key}`) : rest === false ? [`${path}.${key}: not in the schema`] : isMapping(rest) ? faults(one, rest, `${path}.${key}`) : []));
      return [...missing, ...more];
    }
    case "integer":
    case "number":
      if (typeof value !== "number" || (shape["type"] === "integer" && !Number.isInteger(value))) return [`${path}: ${String(value)} is no ${shape["type"]}`];
      return value < ((shape["minimum"] as number | undefined) ?? -Infinity) || value > ((shape["maximum"] as number | undefined) ?? Infinity) ? [`${path}: ${value} is out of range`] : [];
    case "null":
      return value === null ? [] : [`${path}: not null`];
    default:
      return typeof value === shape["type"] ? [] : [`${path}: no ${String(shape["type"])}`];
  }
}

const boin = example("sepsis-boin");
const calls: readonly (readonly [string, readonly string[]])[] = [
  ["simulate", ["simulate", boin, "--target", "0.25"]],
  ["simulate", ["simulate", boin, "--trials", "2"]],
  ["simulate", ["simulate", example("sepsis-tite-boin"), "--trials", "20"]],
  ["simulate", ["simulate", example("sepsis-boin12"), "--trials", "50"]],
  ["simulate", ["simulate", boin, "--random-truths", "2"]],
  ["compare", ["compare", boin, example("sepsis-three-plus-three"), "--trials", "50"]],
  ["compare", ["compare", boin, example("sepsis-three-plus-three"), "--random-truths", "2"]],
  ...["sepsis-boin", "sepsis-crm", "sepsis-tite-boin", "sepsis-boin12", "he-2018"].map((name) => ["table", ["table", example(name)]] as const),
  ["paths", ["paths", boin]],
  ["conduct", ["conduct", boin]],
  ["conduct", ["conduct", boin, "1NNN 2TTT 1NTT 1TTT"]],
  ["conduct", ["conduct", example("sepsis-tite-boin"), "1NNP.5"]],
  ["conduct", ["conduct", example("sepsis-boin12"), "1RBN"]],
  ["boundary", ["boundary", "--n", "5", "--null", "0.1", "--alpha", "0.1", "--seen", "5:1"]],
  ["boundary", ["boundary", "person-time", "--null-rate", "0.01", "--maximum", "100", "--alpha", "0.1", "--seen", "30:1"]],
  ["boundary", ["boundary", "cusum", "--null", "0.1", "--alternative", "0.3", "--n", "10", "--cutoff", "2", "--seen", "NT"]],
  ["boundary", ["boundary", "two-stage", "--design", "0/9,2/24"]],
  ["boundary", ["boundary", "predictive", "--null", "0.2", "--first-look", "5", "--n", "10", "--futility", "0.05", "--conclude", "0.9"]],
  ["boundary", ["boundary", "spending", "--fractions", "0.001,1"]],
  ["boundary", ["boundary", "futility", "--fractions", "0.5,1"]],
  ["boundary", ["boundary", "single-stage", "--null", "0.1", "--alternative", "0.3"]],
  ["zero-events", ["zero-events", "--n", "5,0"]],
  ["cohort-size", ["cohort-size", "--n", "0,5", "--chance", "0.8"]],
  ["error", ["table", example("nowhere")]],
  ["error", ["simulate", boin, "--bogus"]],
];

describe("what --json prints is what stroma design schema says", () => {
  test.each(calls)("%s: %j", async (name, words) => {
    const [schema, run] = await Promise.all([runStroma(["design", "schema", name]), runStroma(["design", ...words, "--json"])]);
    expect(schema.exitCode).toBe(0);
    expect(faults(run.json(), schema.json() as Shape)).toEqual([]);
    expect(run.err).toBe("");
  });

  test("and an output that does not exist is refused", async () => {
    const run = await runStroma(["design", "schema", "tables"]);
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toContain("name one of simulate, compare, table");
  });
});

test("the checker of this file finds faults", () => {
  expect(faults({ a: "x", c: 1 }, { type: "object", properties: { a: { type: "number" }, b: { type: "string" } }, required: ["a", "b"], additionalProperties: false })).toEqual([".b: missing", ".a: x is no number", ".c: not in the schema"]);
});
