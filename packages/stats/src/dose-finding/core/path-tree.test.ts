import { describe, expect, test } from "vitest";
import { threeByThree } from "../../../test/fixtures/small-designs.ts";
import { pathsCsv, pathsMarkdown } from "./path-table.ts";
import { listPaths, pathTree } from "./path-tree.ts";

describe("pathTree", () => {
  const tree = pathTree(threeByThree(2), { depth: 2, truth: [0.2, 0.5] });

  test("the first cohort's outcomes, each with what comes next", () => {
    const [root] = tree.nodes;
    expect(root).toMatchObject({ depth: 0, events: null, parent: null, probability: 1, next: { kind: "treat", dose: 1, size: 3 } });
    expect(root?.children.map((child) => tree.nodes[child]?.next)).toEqual([
      { kind: "treat", dose: 2, size: 3 },
      { kind: "treat", dose: 1, size: 3 },
      { kind: "stop", why: "safety" },
      { kind: "stop", why: "safety" },
    ]);
  });

  test("paths in the order of events, with their probability", () => {
    const paths = listPaths(tree);
    expect(paths.map(({ outcomes }) => outcomes)).toEqual(["1NNN 2NNN", "1NNN 2NNT", "1NNN 2NTT", "1NNN 2TTT", "1NNT 1NNN", "1NNT 1NNT", "1NNT 1NTT", "1NNT 1TTT", "1NTT", "1TTT"]);
    // 0.8^3 × 0.5^3 and 3 × 0.2 × 0.8^2 × 0.8^3
    expect(paths[0]?.probability).toBeCloseTo(0.064, 14);
    expect(paths[4]?.probability).toBeCloseTo(0.384 * 0.512, 14);
    expect(paths[9]).toMatchObject({ cohorts: [{ dose: 1, size: 3, events: 3 }], recommendation: { kind: "none" } });
  });

  test("as Markdown and CSV", () => {
    expect(pathsMarkdown(tree).split("\n").slice(0, 3)).toEqual(["| outcomes | next | recommended | probability |", "|---|---|---|---|", "| 1NNN 2NNN | stop, all participants treated | not reached, up to dose 2 | 0.0640 |"]);
    const csv = pathsCsv(tree).split("\r\n");
    expect(csv[2]).toMatch(/^1NNN 2NNT,3 at dose 2,,0\.19/u);
    expect(csv.length).toBe(12);
  });

  test("without a truth there are paths and no probabilities", () => {
    expect(listPaths(pathTree(threeByThree(2), { depth: 1 })).map(({ probability }) => probability)).toEqual([null, null, null, null]);
  });

  test("too many paths, no depth and a wrong truth are refused", () => {
    expect(() => pathTree(threeByThree(6), { depth: 12, mostNodes: 100 })).toThrow(expect.objectContaining({ code: "too-many-paths", path: "depth" }));
    expect(() => pathTree(threeByThree(2), { depth: 0 })).toThrow(expect.objectContaining({ path: "depth" }));
    expect(() => pathTree(threeByThree(2), { depth: 1, truth: [0.1] })).toThrow(expect.objectContaining({ path: "truth" }));
  });
});
