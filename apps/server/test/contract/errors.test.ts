import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ErrorCode, errorVocabulary } from "@stroma/api/errors";
import { describe, expect, it } from "vitest";
import { ApiError } from "../../src/http/api-error.ts";
import { classifyError, problemOf } from "../../src/http/problem.ts";
import { DatabaseUnreachable, StaleVersion } from "../../src/store/database-errors.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const codes = Object.keys(errorVocabulary) as ErrorCode[];

const page = () =>
  [
    "# Errors",
    "",
    "Every answer that is not the wanted one has a `code` of this closed list. The HTTP status follows from the code. Programs should look at the code; the words may become better.",
    "",
    "| code | status | message | what to do |",
    "|---|---|---|---|",
    ...codes.map((code) => `| \`${code}\` | ${errorVocabulary[code].status} | ${errorVocabulary[code].message} | ${errorVocabulary[code].remedy} |`),
    "",
  ].join("\n");

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

describe("the vocabulary of errors", () => {
  it("is the one that docs/errors.md prints", () => {
    expect(readFileSync(join(root, "docs/errors.md"), "utf8")).toBe(page());
  });

  it("holds no code that the server never uses", () => {
    const text = [...sources(join(root, "apps/server/src"))].join("\n");
    expect(codes.filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  });

  it("gives each code its status and its words", () => {
    for (const code of codes) {
      const { status, message, remedy } = errorVocabulary[code];
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      for (const words of [message, remedy]) expect(words).toMatch(/^[A-Z].*\.$/u);
      expect(problemOf(code, {}, { requestId: "1", now: "2026-03-04T09:00:00.000Z" })).toMatchObject({ code, message, remedy });
    }
  });

  it("finds the code for everything that can be thrown, and calls the unknown a bug", () => {
    const withCode = (code: string) => Object.assign(new Error("x"), { code });
    const cases: readonly (readonly [unknown, ErrorCode])[] = [
      [new ApiError("refused"), "refused"],
      [new DatabaseUnreachable(null), "database-unreachable"],
      [new StaleVersion("The person"), "stale-version"],
      [withCode("23505"), "conflict"],
      [withCode("FST_ERR_CTP_BODY_TOO_LARGE"), "body-too-large"],
      [withCode("FST_ERR_CTP_INVALID_MEDIA_TYPE"), "unsupported-media-type"],
      [withCode("FST_ERR_BAD_URL"), "not-found"],
      [Object.assign(new Error("x"), { validation: [], validationContext: "body" }), "invalid-input"],
      [Object.assign(new Error("x"), { statusCode: 400 }), "invalid-json"],
      [new TypeError("undefined is not a function"), "internal"],
      [withCode("23503"), "internal"],
      ["a text", "internal"],
      [undefined, "internal"],
    ];
    for (const [error, code] of cases) expect(classifyError(error).code).toBe(code);
  });
});
