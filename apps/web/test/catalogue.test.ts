import { compileMessage } from "@lingui/message-utils/compileMessage";
import { expect, test } from "vitest";
import { en } from "../src/catalogue/en.ts";
import { readSources } from "./source-text.ts";

const ids = Object.keys(en);
const code = readSources().map((file) => file.text.replaceAll(/\/\*[\s\S]*?\*\//gu, "")).join("\n");

/** Ids that the code builds from a closed list: `t(`bag-state.${…}`)` uses every id of that shape. */
function builtShapes(): readonly RegExp[] {
  const templates = [...code.matchAll(/`([a-z][\w.-]*)\$\{[^`]*`/gu)].map(([template]) => template.slice(1, -1));
  return templates.map((template) => new RegExp(`^${template.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/u).map((part) => part.replaceAll(/[.*+?^$|()[\]\\{}]/gu, String.raw`\$&`)).join("[^ ]+")}$`, "u"));
}

test("every text in the catalogue is used somewhere", () => {
  const shapes = builtShapes();
  const unused = ids.filter((id) => !code.includes(`"${id}"`) && !shapes.some((shape) => shape.test(id)));
  expect(unused).toEqual([]);
});

test("every id that the code names has its text", () => {
  const named = [...code.matchAll(/(?:\bt\(\s*|<T id=)"([a-z][\w.-]*)"/gu)].map((match) => match[1] ?? "").filter((id) => id.includes("."));
  expect(named.filter((id) => !Object.hasOwn(en, id))).toEqual([]);
});

test("no text is claimed by two rooms", async () => {
  const { readdirSync } = await import("node:fs");
  const { join } = await import("node:path");
  const folder = join(import.meta.dirname, "../src/catalogue/en");
  const rooms = await Promise.all(readdirSync(folder).map((file) => import(join(folder, file)) as Promise<Record<string, Record<string, string>>>));
  // A large room may be put together from several files; one id must still have one text.
  const all = rooms.flatMap((room) => Object.values(room).flatMap((texts) => Object.entries(texts)));
  expect(all.filter(([id, text]) => all.some(([other, otherText]) => other === id && otherText !== text))).toEqual([]);
  expect([...new Set(all.map(([id]) => id))].toSorted()).toEqual(ids.toSorted());
});

test("what is loaded at once holds every text that the frame and the bedside use", async () => {
  const { enFirst } = await import("../src/catalogue/en-first.ts");
  const first = readSources().filter((file) => /^(app|bedside|sign-in|session|ui|i18n)\//u.test(file.path) && !file.path.startsWith("bedside/record/"));
  const missing = first.flatMap((file) => ids.filter((id) => !Object.hasOwn(enFirst, id) && file.text.includes(`"${id}"`)).map((id) => `${file.path}: ${id}`));
  expect(missing).toEqual([]);
});

test("every text compiles as an ICU message", () => {
  const broken = Object.entries(en).filter(([, message]) => {
    try {
      compileMessage(message);
      return false;
    } catch {
      return true;
    }
  });
  expect(broken).toEqual([]);
});
