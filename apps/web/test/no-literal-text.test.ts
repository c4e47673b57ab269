import { expect, test } from "vitest";
import { readSources } from "./source-text.ts";

/** Attributes that a person reads or hears. */
const spoken = "title|label|hint|aria-label|placeholder|alt|caption|submitText|lead|allowedText|refusedText|error";

/** Text between tags and in spoken attributes that is written in the page instead of the catalogue. */
function findLiteralText(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//gu, "").replaceAll(/^\s*\/\/.*$/gmu, "");
  const between = [...code.matchAll(/<[A-Za-z][^<>]*(?<!=)>([^<>{}]*\p{L}[^<>{}]*)<\//gu)].map((match) => match[1] ?? "");
  const attributes = [...code.matchAll(new RegExp(`\\s(?:${spoken})="([^"]*\\p{L}[^"]*)"`, "gu"))].map((match) => match[1] ?? "");
  return [...between, ...attributes].map((text) => text.trim());
}

test("the check finds a text that is written into a page", () => {
  expect(findLiteralText("<p>Stop now</p>")).toEqual(["Stop now"]);
  expect(findLiteralText('<Field label="Weight" />')).toEqual(["Weight"]);
  expect(findLiteralText('<p className="soft">{t("a.b")}</p>')).toEqual([]);
});

test("no page holds a text of its own: all come from the catalogue", () => {
  const found = readSources().filter((file) => file.path.endsWith(".tsx")).flatMap((file) => findLiteralText(file.text).map((text) => `${file.path}: ${text}`));
  expect(found).toEqual([]);
});
