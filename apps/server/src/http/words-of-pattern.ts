/** What a text has to look like, in words: nobody at a bedside reads a regular expression. */
import { schemas } from "@stroma/api";

interface PatternWords {
  readonly message: string;
  readonly remedy: string;
}

const known: ReadonlyMap<string, PatternWords> = new Map([
  [patternOf(schemas.Id), { message: "This is not an id.", remedy: "Give the id as the server told it: 32 digits and letters from a to f, in groups of 8, 4, 4, 4 and 12 with hyphens between." }],
  [patternOf(schemas.InstantText), { message: "This is not a point in time.", remedy: "Give an existing day and a time in UTC with milliseconds, like 2026-03-04T09:00:00.000Z." }],
  [patternOf(schemas.DateText), { message: "This is not a date of the calendar.", remedy: "Give an existing day as year, month and day, like 2026-03-04." }],
  [patternOf(schemas.Code), { message: "This is not a code.", remedy: "Begin with a letter from A to Z or a digit; after it . _ : = / and - are allowed too, and no blank." }],
  [patternOf(schemas.CreatePersonBody.properties.userName), { message: "This is not a user name.", remedy: "Give 2 to 64 small letters from a to z and digits; after the first one . _ and - are allowed too." }],
  ["^[0-9]+$", { message: "This is not made of digits alone.", remedy: "Give digits from 0 to 9 and nothing else." }],
]);

const unknown: PatternWords = { message: "The value has not the form that is asked for.", remedy: "See the OpenAPI document for what is right." };

/**
 * @param pattern the regular expression that the value did not match.
 * @example wordsOfPattern("^[0-9]+$").message // "This is not made of digits alone."
 */
export function wordsOfPattern(pattern: unknown): PatternWords {
  return known.get(String(pattern)) ?? unknown;
}

function patternOf(schema: object): string {
  if ("pattern" in schema && typeof schema.pattern === "string") return schema.pattern;
  throw new Error("A schema that has words for its pattern has no pattern.");
}
