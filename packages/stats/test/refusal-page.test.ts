import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { refusalCodes } from "../src/form/statistic-refusal.ts";

test("the page of refusals lists the codes that there are, with the same words", () => {
  const page = readFileSync(new URL("../../../docs/methods/refused-statistics.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gmu)].map(([, code = "", words = ""]) => [code, words]);
  expect(Object.fromEntries(rows)).toEqual(refusalCodes);
});
