/** Public data that lie beside the repository, in `../shared/data`: read in place, never copied. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));

/** Whether the data are there. A test that needs them is skipped by name where they are not: `test.skipIf(!hasGround)`. */
export const hasGround = existsSync(folder);

/** The rows of a CSV file, by the names in its first row; cells as text. @example readGround("stats/meta_egger2001.csv")[0]?.["ai"] // "1" */
export function readGround(file: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = cellsOf(readFileSync(`${folder}${file}`, "utf8"));
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
}

/** One column as numbers; an empty cell, or NA, is null. */
export function numbersIn(rows: readonly Readonly<Record<string, string>>[], name: string): (number | null)[] {
  return rows.map((row) => {
    const cell = row[name];
    if (cell === undefined) throw new Error(`There is no column ${name}.`);
    return cell === "" || cell === "NA" ? null : Number(cell);
  });
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at] ?? "";
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "," || sign === "\n") {
      row.push(cell);
      cell = "";
      if (sign === "\n") rows.push(row.splice(0));
    } else if (sign !== "\r") cell += sign;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}
