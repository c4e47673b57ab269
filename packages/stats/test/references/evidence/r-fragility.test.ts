import { describe, expect, test } from "vitest";
import fragility from "../../../../../validation/evidence/fragility.json" with { type: "json" };
import { assessFragility } from "../../../src/meta-analysis/sensitivity/assess-fragility.ts";
import { assessPooledFragility } from "../../../src/meta-analysis/sensitivity/assess-pooled-fragility.ts";
import { trialSequentialBoundary } from "../../../src/meta-analysis/sensitivity/trial-sequential-boundary.ts";
import { checkFigure } from "../../check-figure.ts";

describe("fragility against enumeration in R", () => {
  test.each(fragility.tables.map((table) => [`${table.ai}/${table.n1i} against ${table.ci}/${table.n2i}`, table] as const))("%s", (name, table) => {
    const columns = { treatedEvents: [table.ai], treatedTotal: [table.n1i], controlEvents: [table.ci], controlTotal: [table.n2i] };
    const about = { method: "fragility index", source: `${fragility.made}: fisher.test, enumerated` };
    const [walsh] = assessFragility(columns).studies;
    const [any] = assessFragility(columns, { rule: "any-arm" }).studies;
    checkFigure(about, `${name}, p`, walsh?.pValue ?? Number.NaN, table.p, 1e-9, { relative: true });
    if (table.index === null) expect(walsh?.index).toBeNull();
    else checkFigure(about, `${name}, index`, walsh?.index ?? Number.NaN, table.index, 0);
    if (table.any === null) expect(any?.index).toBeNull();
    else checkFigure(about, `${name}, fewest in any arm`, any?.index ?? Number.NaN, table.any, 0);
  });

  test.each(fragility.pooled.map((one) => [`${one.name}, ${one.measure}, ${one.method}`, one] as const))("of a meta-analysis: %s", (_, one) => {
    const measure = ({ OR: "odds-ratio", RR: "risk-ratio", RD: "risk-difference" } as const)[one.measure as "OR"];
    const made = assessPooledFragility({ treatedEvents: one.ai, treatedTotal: one.n1i, controlEvents: one.ci, controlTotal: one.n2i }, { measure, interval: "wald", mostChanges: 40, ...(one.method === "EE" ? { model: "common" } : { tauSquared: one.method as "DL" }) });
    const about = { method: "fragility index of a meta-analysis", source: `${fragility.made}: every changed outcome tried` };
    checkFigure(about, "lower limit", made.lower, one.start[0] ?? Number.NaN, 1e-8);
    checkFigure(about, "upper limit", made.upper, one.start[1] ?? Number.NaN, 1e-8);
    checkFigure(about, "index", made.index ?? Number.NaN, one.path.length, 0);
    expect(made.steps.map(({ row, arm }) => row * 10 + (arm === "treated" ? 1 : 2))).toEqual(one.path);
    checkFigure(about, "lower limit at the end", made.steps.at(-1)?.lower ?? Number.NaN, one.last?.[0] ?? Number.NaN, 1e-7);
    checkFigure(about, "upper limit at the end", made.steps.at(-1)?.upper ?? Number.NaN, one.last?.[1] ?? Number.NaN, 1e-7);
  });
});

describe("trial sequential limits against R", () => {
  const { sequential } = fragility;
  const about = { method: "trial sequential boundary", source: `${fragility.made}: rma, and a recursion on a fine grid` };
  test("required information, shares and z of lau1992", () => {
    const made = trialSequentialBoundary({ treatedEvents: sequential.ai, treatedTotal: sequential.n1i, controlEvents: sequential.ci, controlTotal: sequential.n2i }, { anticipated: Math.log(0.8), power: 0.9, tauSquared: "DL" });
    checkFigure(about, "D²", made.requiredInformation.heterogeneity, sequential.d2, 1e-9);
    checkFigure(about, "information without heterogeneity", made.requiredInformation.fixed, sequential.fixed, 1e-10, { relative: true });
    checkFigure(about, "information with it", made.requiredInformation.adjusted, sequential.adjusted, 1e-9, { relative: true });
    for (const [at, look] of made.looks.entries()) {
      checkFigure(about, `share at look ${at + 1}`, look.fraction, sequential.t[at] ?? Number.NaN, 1e-9, { relative: true });
      checkFigure(about, `z at look ${at + 1}`, look.z, sequential.z[at] ?? Number.NaN, 1e-8);
    }
  });

  test("limits at five even shares", () => {
    const { t, limit } = sequential.example;
    // Five studies whose variances make the shares of what an effect of 1 requires.
    const required = (1.959963984540054 + 0.8416212335729143) ** 2;
    const variance = t.map((share, at) => 1 / (required * (share - (t[at - 1] ?? 0))));
    const made = trialSequentialBoundary({ estimate: [1, 1.5, 1.2, 1.4, 1.3], variance }, { measure: "generic", model: "common", heterogeneity: "none", anticipated: 1 });
    for (const [at, look] of made.looks.entries()) checkFigure(about, `limit ${at + 1} of five`, look.limit ?? Number.NaN, limit[at] ?? Number.NaN, 1e-7);
  });
});
