import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const folder = mkdtempSync(join(tmpdir(), "stroma-unknown-"));
afterAll(() => rmSync(folder, { recursive: true }));
const design = join(folder, "design.yaml");
writeFileSync(design, "format: stroma-design/1\ntitle: Plain\ndoseLevels: 3\ndesign:\n  kind: three-plus-three\n");

interface Levels {
  readonly byDose: { readonly levels: readonly { readonly n: number; readonly posterior: unknown; readonly upperOneSided: number | null; readonly twoSided: unknown; readonly sentence: string }[]; readonly pooled: { readonly posterior: unknown } };
}

describe("a dose level that nobody was given is not known", () => {
  test("in conduct --json: no number stands for it, and the prior is no posterior", async () => {
    const run = await runStroma(["design", "conduct", design, "1NTN", "--json"]);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    const { levels } = (run.json() as Levels).byDose;
    // 1 of 3 with a uniform prior: Beta(2, 3), mean 2/5.
    expect(levels[0]).toMatchObject({ n: 3, posterior: { mean: expect.closeTo(0.4, 12) } });
    for (const level of levels.slice(1)) {
      expect(level).toMatchObject({ n: 0, posterior: null, upperOneSided: null, twoSided: null });
      expect(level.sentence).toMatch(/^Nobody was observed: nothing is known/);
    }
  });

  test("before the first participant, all levels together too", async () => {
    const run = await runStroma(["design", "conduct", design, "", "--json"]);
    expect((run.json() as Levels).byDose.pooled.posterior).toBeNull();
  });

  test("in --plot-doses: one point and one interval, for the level that was given", async () => {
    const picture = join(folder, "doses.svg");
    await runStroma(["design", "conduct", design, "1NTN", "--plot-doses", picture]);
    const svg = readFileSync(picture, "utf8");
    expect(svg.match(/<circle/g)).toHaveLength(1);
    expect(svg.match(/unknown<\/text>/g)).toHaveLength(2);
    // The mean of the uniform prior.
    expect(svg).not.toContain("50.0 %");
  });
});
