import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { methods } from "../src/compute/methods.ts";

const folder = new URL("../../../docs/methods/", import.meta.url);
const rows = [...readFileSync(new URL("README.md", folder), "utf8").matchAll(/^\| `([a-z0-9-]+)` \| \[[a-z0-9-]+\]\(([a-z0-9-]+\.md)\) \| (.+) \|$/gmu)].map(([, name = "", page = "", title = ""]) => ({ name, page, title }));

test("the index of methods names each one, with its own words, once", () => {
  const lines = (list: readonly { readonly name: string; readonly title: string }[]) => list.map(({ name, title }) => `${name}: ${title}`).toSorted((one, other) => one.localeCompare(other));
  expect(lines(rows)).toEqual(lines(methods));
});

test("each page that the index names is there", () => {
  expect(rows.filter(({ page }) => !existsSync(new URL(page, folder)))).toEqual([]);
});
