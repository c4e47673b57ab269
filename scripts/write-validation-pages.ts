/**
 * Writes docs/validation/*.md: runs the reference tests, and lists by method what each was held against, how many numbers,
 * and the largest difference seen. `npm run validation` writes every page, `npm run validation -- statistics` that one.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./root.mjs";

interface Figure {
  readonly method: string;
  readonly source: string;
  readonly relative: boolean;
  readonly difference: number;
  readonly tolerance: number;
}
interface Page {
  readonly name: string;
  readonly title: string;
  /** Folders under test/references, and single files there; folders that do not exist yet are passed over. */
  readonly folders: readonly string[];
  readonly files?: RegExp;
  /** Where the scripts lie that the sources name. */
  readonly scripts: string;
}
const references = "packages/stats/test/references";
const pages: readonly Page[] = [
  { name: "dose-finding", title: "Dose finding, monitoring and zero events", folders: ["dose-finding"], scripts: "validation/dose-finding/" },
  { name: "statistics", title: "Statistics of evidence, follow-up and small trials", folders: ["evidence", "proportions", "matching", "followup"], files: /^(?:distributions|linear-algebra|clopper|r-scripts)/u, scripts: "validation/" },
];
const named = process.argv.slice(2);
const unknown = named.find((name) => !pages.some((page) => page.name === name));
if (unknown !== undefined) throw new Error(`There is no page ${unknown}. Pages are ${pages.map(({ name }) => name).join(", ")}.`);

for (const page of pages.filter(({ name }) => named.length === 0 || named.includes(name))) {
  const figures = collect(testsOf(page));
  mkdirSync(join(root, "docs/validation"), { recursive: true });
  writeFileSync(join(root, `docs/validation/${page.name}.md`), write(page, figures));
  process.stdout.write(`docs/validation/${page.name}.md: ${figures.length} reference figures\n`);
}

/** Tests that are committed: one that is still being written says nothing yet. */
function testsOf({ folders, files }: Page): string[] {
  const { stdout } = spawnSync("git", ["ls-files", references], { cwd: root, encoding: "utf8" });
  const known = stdout.split("\n").filter((path) => path.endsWith(".test.ts") && existsSync(join(root, path))).map((path) => path.slice(references.length + 1));
  return known.filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)) || (!path.includes("/") && files?.test(path) === true)).map((path) => `${references}/${path}`);
}

function collect(tests: readonly string[]): Figure[] {
  const scratch = mkdtempSync(join(tmpdir(), "stroma-figures-"));
  const file = join(scratch, "figures.jsonl");
  const run = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "unit", "--testTimeout", "300000", ...tests], { cwd: root, env: { ...process.env, NO_COLOR: "1", REFERENCE_FIGURES: file }, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", maxBuffer: 1e9 });
  if (run.status !== 0) throw new Error(`A reference test fails; the page stays as it was.\n${run.stdout.split("\n").filter((line) => line.includes("FAIL")).join("\n")}`);
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  rmSync(scratch, { recursive: true });
  return lines.map((line) => JSON.parse(line) as Figure);
}

function write({ title, scripts }: Page, figures: readonly Figure[]): string {
  const groups = [...Map.groupBy(figures, ({ method, source }) => JSON.stringify([method, shortened(source)])).values()];
  return [
    `# Validation: ${title}`,
    "",
    `**${figures.length} reference figures.** ${figures.filter(isWhole).length} of them are decisions, dose levels and counts, which must be equal; the others may differ by no more than stands beside them.`,
    "",
    `Each number was computed by something that is not Stroma: R, mpmath, a closed form, or a published table. *Recalled* marks published numbers that were written down from memory, without the text at hand; the column on the right says how closely they are held. A name such as \`crm.R\` is a script in \`${scripts}\`, which writes the method out in R and calls nothing of Stroma.`,
    "",
    "Written by `npm run validation` from the reference tests; nothing here is typed by hand.",
    "",
    "| what | held against | figures | held equal | largest difference of the others | allowed at most |",
    "|---|---|---:|---:|---:|---:|",
    ...groups.map(row).toSorted((one, other) => one.localeCompare(other, "en", { numeric: true })),
    "",
  ].join("\n");
}

function row(group: readonly Figure[]): string {
  const [{ method, source } = { method: "", source: "" }] = group;
  const kinds = [true, false].map((relative) => group.filter((figure) => !isWhole(figure) && figure.relative === relative)).filter(({ length }) => length > 0);
  const worstOf = (part: "difference" | "tolerance") => kinds.map((kind) => `${scientific(worst(kind, part))}${kind[0]?.relative === true ? " relative" : ""}`).join("; ");
  const cells = [method, shortened(source), group.length, group.filter(isWhole).length, worstOf("difference"), worstOf("tolerance")];
  return `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
}

/** Held with no tolerance at all: a decision, a dose level, a count. */
function isWhole({ tolerance }: Figure): boolean {
  return tolerance === 0;
}

/** No Math.max(...): a group may hold more figures than a call takes arguments. */
function worst(group: readonly Figure[], part: "difference" | "tolerance"): number {
  return group.reduce((most, figure) => Math.max(most, figure[part]), 0);
}

/** "R version 4.2.2 Patched (2022-11-10 r83330): pbeta" becomes "R 4.2.2: pbeta". */
function shortened(source: string): string {
  return source.replace(/R version (\d+\.\d+\.\d+)( Patched)?( \([^)]*\))?/u, "R $1");
}

/** 1.2e-10, and 1e-10 for what is just that. */
function scientific(value: number): string {
  return value === 0 || (value >= 0.001 && value < 1000) ? String(Number(value.toPrecision(2))) : value.toExponential(1).replace(".0e", "e");
}
