import { describe, expect, test } from "vitest";
import { compareSubgroups } from "./compare-subgroups.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });
const columns = { estimate: [0.1, 0.3, 0.6, 0.8, 0.5], variance: [0.1, 0.1, 0.1, 0.1, 0.1], subgroup: ["a", "a", "b", "b", "c"] };

describe("subgroups", () => {
  test("of studies of one size: by hand", () => {
    // Means 0.2, 0.7, 0.5 with variances 0.05, 0.05, 0.1; overall Σwθ/Σw = (20·0.2 + 20·0.7 + 10·0.5)/50 = 0.46; Q = 20·0.26² + 20·0.24² + 10·0.04² = 2.52.
    const made = compareSubgroups(columns, { model: "common" });
    expect(made.subgroups.map(({ subgroup, studies }) => [subgroup, studies])).toEqual([["a", 2], ["b", 2], ["c", 1]]);
    expect(made.subgroups[1]?.estimate).toBeCloseTo(0.7, 14);
    expect(made.between.test?.statistic).toBeCloseTo(2.52, 12);
    expect(made.between.test).toMatchObject({ distribution: "chi-square", degreesOfFreedom: 2 });
    expect(made.overall?.estimate).toBeCloseTo(0.46, 14);
    expect(made.commonTauSquared).toBeNull();
  });

  test("a common variance between studies gives intervals to a subgroup of one study, too", () => {
    const made = compareSubgroups(columns);
    expect(made.commonTauSquared?.interval).toMatchObject({ kind: "q-profile" });
    expect(made.subgroups[2]).toMatchObject({ studies: 1, test: { distribution: "t", degreesOfFreedom: 2 }, tauSquared: { estimate: null, reason: expect.stringMatching(/One study/u) } });
    expect(made.between.test).toMatchObject({ distribution: "F", degreesOfFreedom: 2, denominatorDegrees: 2 });
    expect(made.method).toMatch(/one variance between studies common to all subgroups by restricted maximum likelihood/u);
  });

  test("variances of their own: small subgroups are warned of", () => {
    const made = compareSubgroups(columns, { betweenStudies: "separate" });
    expect(made.subgroups[2]).toMatchObject({ test: { distribution: "normal" } });
    expect(made.warnings.join(" ")).toMatch(/Fewer than 5 studies in a \(2\), b \(2\), c \(1\).*One study in c/u);
  });

  test("one subgroup: no test between, with the reason", () => {
    const made = compareSubgroups({ ...columns, subgroup: ["a", "a", "a", "a", "a"] });
    expect(made).toMatchObject({ between: { test: null, reason: "There is one subgroup only." }, overall: null });
  });

  test("one study in each: a common variance between studies is not identified", () => {
    expect(() => compareSubgroups({ ...columns, subgroup: ["a", "b", "c", "d", "e"] })).toThrow(refused("not-identified", "subgroup"));
    expect(() => compareSubgroups({ estimate: [], variance: [], subgroup: [] })).toThrow(refused("empty", "columns"));
  });
});
