import { codeOnly, lineOf } from "../code-only.ts";
import type { Fault, SourceFile } from "../source-files.ts";

/** Words that the glossary replaces, each with the word to use. */
export const refusedWords: ReadonlyMap<string, string> = new Map([
  ["subject", "participant"],
  ["patient", "participant"],
  ["center", "site"],
  ["centre", "site"],
  ["hospital", "site"],
  ["tox", "dlt or adverseEvent"],
  ["obs", "vitalSign"],
  ["incident", "adverseEvent"],
  ["appointment", "visit"],
  ["survey", "form"],
]);

// Names that a standard or a library has given, where ours would be wrong.
const givenNames = new Set(["centerX", "centerY"]);

/** Finds refused words in identifiers and file names. "observation" is a word of its own; "obs" in it is none. */
export function findRefusedNames(file: SourceFile): Fault[] {
  // The border speaks the standards' own language; everything inside speaks ours.
  if (file.path.startsWith("packages/interchange/") || file.path.startsWith("scripts/glossary/")) return [];
  const code = codeOnly(file.text, { keepStrings: false });
  const inNames = [...code.matchAll(/[A-Za-z_$][\w$]*/g)].flatMap((match) =>
    givenNames.has(match[0]) ? [] : judge(match[0], file.path, lineOf(code, match.index)),
  );
  return [...judge(file.path, file.path, 1), ...inNames];
}

function judge(name: string, path: string, line: number): Fault[] {
  return splitWords(name).flatMap((word) => {
    const singular = word.length > 4 && word.endsWith("s") ? word.slice(0, -1) : word;
    const better = refusedWords.get(word) ?? refusedWords.get(singular);
    return better === undefined ? [] : [{ path, line, message: `"${name}": say ${better}, not ${word}` }];
  });
}

/** camelCase, PascalCase, snake_case, kebab-case and paths into lower-case words. */
export function splitWords(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}
