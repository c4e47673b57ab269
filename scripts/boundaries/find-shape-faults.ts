import { codeOnly, lineOf } from "../code-only.ts";
import type { Fault, SourceFile } from "../source-files.ts";

const refusedFolders = ["utils", "common", "helpers", "misc", "shared"];
const longestFile = 400;
const exempt = /\/(data|fixtures|generated|locales)\//;

/** Holds one file to the house's shape: folder names say what is inside, and a file can be read in one go. */
export function findShapeFaults(file: SourceFile): Fault[] {
  const faults: Fault[] = [];
  const folders = file.path.split("/").slice(0, -1);
  const refused = folders.find((folder) => refusedFolders.includes(folder.toLowerCase()));
  if (refused !== undefined) {
    faults.push({ path: file.path, line: 1, message: `a folder named "${refused}" says nothing about its content` });
  }
  const lines = file.text.split("\n").length - 1;
  if (lines > longestFile && !exempt.test(file.path)) {
    faults.push({ path: file.path, line: longestFile, message: `${lines} lines; ${longestFile} is the limit` });
  }
  return faults;
}

const impure: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bDate\.now\b/g, what: "Date.now" },
  { pattern: /\bnew Date\(\s*\)/g, what: "new Date()" },
  { pattern: /\bTemporal\.Now\b/g, what: "Temporal.Now" },
  { pattern: /\bperformance\.now\b/g, what: "performance.now" },
  { pattern: /\bMath\.random\b/g, what: "Math.random" },
  { pattern: /\bcrypto\.(randomUUID|getRandomValues)\b/g, what: "crypto" },
  { pattern: /(?<![.\w])process\.(env|argv|cwd|exit|hrtime|platform|pid)\b/g, what: "process" },
  { pattern: /(?<![.\w])fetch\(/g, what: "fetch" },
  { pattern: /(?<![.\w])(setTimeout|setInterval)\(/g, what: "a timer" },
];

/** The clinical core and the statistics get time, randomness and identity handed in. */
export function findImpurities(file: SourceFile): Fault[] {
  if (!/^packages\/(stats|domain)\/src\//.test(file.path) || file.path.endsWith(".test.ts")) return [];
  const code = codeOnly(file.text, { keepStrings: false });
  return impure.flatMap(({ pattern, what }) =>
    [...code.matchAll(pattern)].map((match) => ({
      path: file.path,
      line: lineOf(code, match.index),
      message: `${what} does not belong here: clock, randomness and the outside come in as arguments`,
    })),
  );
}
