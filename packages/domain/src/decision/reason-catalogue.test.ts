import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { reasonCatalogue, reasonRooms } from "./reason-catalogue.ts";

const source = fileURLToPath(new URL("../", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
const catalogueFile = /-reasons\.ts$/u;
/** `reason("code"`, and `code: "…"` of a reason that is written out. */
const usedCode = /\breason\(\s*"([a-z0-9-]+)"|\bcode: "([a-z0-9-]+)",\s*path:/gu;

describe("the catalogue of reasons", () => {
  test("holds every code that the source uses", () => {
    const used = files
      .filter((file) => !catalogueFile.test(file))
      .flatMap((file) => [...readFileSync(`${source}${file}`, "utf8").matchAll(usedCode)].map((match) => ({ file, code: match[1] ?? match[2] ?? "" })));
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter(({ code }) => !Object.hasOwn(reasonCatalogue, code))).toEqual([]);
  });

  test("has a message and a remedy for every code, each a sentence", () => {
    for (const [code, text] of Object.entries(reasonCatalogue)) {
      expect(code).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u);
      for (const sentence of [text.message, text.remedy]) expect(sentence.trim().length, `code ${code}`).toBeGreaterThan(3);
      expect(text.message, `code ${code}`).toMatch(/[.?!]\s*$|\{\w+\}$/u);
    }
  });

  test("no code belongs to two rooms", () => {
    const codes = Object.values(reasonRooms).flatMap((room) => Object.keys(room));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });
});
