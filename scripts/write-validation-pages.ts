/**
 * Writes docs/validation/*.md: runs the reference tests, and lists by method what each was held against, how many numbers,
 * and the largest difference seen. `npm run validation`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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
const pages = [{ name: "dose-finding", title: "Dose finding, monitoring and zero events", folder: "packages/stats/test/references/dose-finding" }] as const;

for (const page of pages) {
  const figures = collect(page.folder);
  mkdirSync(join(root, "docs/validation"), { recursive: true });
  writeFileSync(join(root, `docs/validation/${page.name}.md`), write(page.title, figures));
  process.stdout.write(`docs/validation/${page.name}.md: ${figures.length} reference figures\n`);
}

function collect(folder: string): Figure[] {
  const scratch = mkdtempSync(join(tmpdir(), "stroma-figures-"));
  const file = join(scratch, "figures.jsonl");
  const tests = readdirSync(join(root, folder)).filter((name) => name.endsWith(".test.ts")).map((name) => `${folder}/${name}`);
  const run = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "unit", ...tests], { cwd: root, env: { ...process.env, REFERENCE_FIGURES: file }, stdio: ["ignore", "ignore", "inherit"] });
  if (run.status !== 0) throw new Error("A reference test fails; the page stays as it was.");
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  rmSync(scratch, { recursive: true });
  return lines.map((line) => JSON.parse(line) as Figure);
}

function write(title: string, figures: readonly Figure[]): string {
  const groups = Map.groupBy(figures, ({ method, source, relative }) => JSON.stringify([method, source, relative]));
  const rows = [...groups.values()].map((group) => {
    const [{ method, source, relative } = { method: "", source: "", relative: false }] = group;
    const worst = (part: "difference" | "tolerance") => Math.max(...group.map((figure) => figure[part]));
    return { method, text: `| ${method} | ${source} | ${group.length} | ${format(worst("difference"))}${relative ? " relative" : ""} | ${format(worst("tolerance"))} |` };
  });
  return [
    `# Validation: ${title}`,
    "",
    `**${figures.length} reference figures.** Written by \`npm run validation\` from the reference tests; nothing here is typed by hand. Each number was computed by something that is not Stroma: R, a closed form, or a published table. Decisions and counts must be equal (difference 0).`,
    "",
    "| what | held against | figures | largest difference seen | allowed |",
    "|---|---|---|---|---|",
    ...rows.toSorted((one, other) => (one.text < other.text ? -1 : 1)).map((row) => row.text),
    "",
  ].join("\n");
}

const format = (value: number) => (value === 0 ? "0" : value.toExponential(1));
