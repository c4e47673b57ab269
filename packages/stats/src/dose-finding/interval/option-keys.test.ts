/** What a caller who does not check types may hand to the designs: every one refuses by name, none crashes or reads past it. */
import { describe, expect, test } from "vitest";
import { DesignRefusal } from "../core/design-refusal.ts";
import { estimateDoses } from "../isotonic/dose-estimates.ts";
import { selectMtd } from "../isotonic/select-mtd.ts";
import { aPlusB } from "../rule-based/a-plus-b.ts";
import { acceleratedTitration } from "../rule-based/accelerated-titration.ts";
import { fixedCohorts } from "../rule-based/fixed-cohorts.ts";
import { iThreePlusThreeBounds } from "../rule-based/i-three-plus-three-bounds.ts";
import { iThreePlusThree } from "../rule-based/i-three-plus-three.ts";
import { fixedCohortsHe2018 } from "../rule-based/published-fixed-cohorts.ts";
import { rollingSix } from "../rule-based/rolling-six.ts";
import { threePlusThree } from "../rule-based/three-plus-three.ts";
import { boinBoundaries } from "./boin-boundaries.ts";
import { boin } from "./boin.ts";
import { fewestEventsToClose, probabilityAbove } from "./closing-rule.ts";
import { cumulativeCohort } from "./cumulative-cohort.ts";
import { informativeBoin } from "./iboin.ts";
import { keyboard } from "./keyboard.ts";
import { mtpi } from "./mtpi.ts";
import { mtpi2 } from "./mtpi2.ts";
import { teqr } from "./teqr.ts";

/** Stands for a caller in plain JavaScript. */
type Untyped = (options: never) => unknown;
const size = { doses: 3, target: 0.3, cohortSize: 3, cohorts: 10 };
const designs: readonly (readonly [string, Untyped, object])[] = [
  ["boin", boin, size],
  ["keyboard", keyboard, size],
  ["mtpi", mtpi, size],
  ["mtpi2", mtpi2, size],
  ["teqr", teqr, { ...size, tooHigh: 0.5 }],
  ["cumulativeCohort", cumulativeCohort, { ...size, margin: 0.1 }],
  ["informativeBoin", informativeBoin, { ...size, skeleton: [0.1, 0.2, 0.3], priorN: 3 }],
  ["iThreePlusThree", iThreePlusThree, size],
  ["threePlusThree", threePlusThree, { doses: 3 }],
  ["rollingSix", rollingSix, { doses: 3 }],
  ["aPlusB", aPlusB, { doses: 3, a: 3, b: 3, c: 1, d: 1, e: 1 }],
  ["acceleratedTitration", acceleratedTitration, { doses: 3, design: "3" }],
  ["fixedCohorts", fixedCohorts, { doses: 3, size: 3, mostEvents: 0, otherwise: "stop" }],
  ["fixedCohortsHe2018", fixedCohortsHe2018, {}],
];

function refusalOf(run: () => unknown): DesignRefusal {
  try {
    run();
  } catch (error) {
    if (error instanceof DesignRefusal) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

describe.each(designs)("%s", (_name, make, good) => {
  test("takes its options", () => {
    expect(() => make(good as never)).not.toThrow();
  });

  test.each([[null], ["options"], [3], [[]]])("refuses %j instead of options", (wrong) => {
    expect(refusalOf(() => make(wrong as never)).path).toBe("options");
  });

  test("refuses an unknown option, and null where a value is wanted", () => {
    expect(refusalOf(() => make({ ...good, colour: 1 } as never))).toMatchObject({ path: "colour", code: "unknown-option" });
    const key = Object.keys(good)[0] ?? "mostEvents";
    expect(refusalOf(() => make({ ...good, [key]: null } as never))).toMatchObject({ path: key, code: "no-value" });
  });
});

describe("single fields", () => {
  test.each([[""], [false], ["0.1"], [[]], [Number.NaN], [Symbol("offset")]])("offset %s is no number from 0 to below 0.5", (offset) => {
    expect(refusalOf(() => boin({ ...size, extraSafe: true, offset: offset as never })).path).toBe("offset");
    expect(refusalOf(() => selectMtd({ n: [3], events: [1] }, { target: 0.3, extraSafe: true, offset: offset as never })).path).toBe("offset");
  });

  test("a cutoff of null does not pass for the usual one, also where a design could do without", () => {
    expect(refusalOf(() => cumulativeCohort({ ...size, margin: 0.1, cutoff: null as never })).path).toBe("cutoff");
  });

  test("boundaries are shown for numbers of participants and dose levels that there are", () => {
    const design = boin(size);
    for (const n of [-1, 1.5, Number.NaN, "3" as never]) expect(refusalOf(() => design.bounds(n)).path).toBe("n");
    for (const dose of [0, 4, 1.5]) expect(refusalOf(() => design.bounds(3, dose)).path).toBe("dose");
  });

  test("rates of BOIN: no object, null, and a target for which 1.4 times is above 1", () => {
    expect(refusalOf(() => boinBoundaries(null as never)).path).toBe("rates");
    expect(refusalOf(() => boinBoundaries({ target: 0.3, underdose: null as never })).path).toBe("underdose");
    expect(refusalOf(() => boinBoundaries({ target: 0.8 }))).toMatchObject({ path: "overdose", code: "overdose-needed" });
  });

  test("the closing rule: numbers that no participants can have, targets and cutoffs that are none", () => {
    expect(refusalOf(() => probabilityAbove(0.3, 3, 4)).path).toBe("events");
    expect(refusalOf(() => probabilityAbove(Number.NaN, 3, 1)).path).toBe("target");
    expect(refusalOf(() => fewestEventsToClose(6.5, { target: 0.3, cutoff: 0.95 })).path).toBe("n");
    expect(refusalOf(() => fewestEventsToClose(6, { target: 0.3, cutoff: Number.NaN })).path).toBe("cutoff");
    expect(refusalOf(() => iThreePlusThreeBounds(3, null as never)).path).toBe("interval");
  });

  test("selection and estimates: counts and options that are none", () => {
    const counts = { n: [3, 3], events: [0, 1] };
    expect(refusalOf(() => selectMtd(null as never, { target: 0.3 })).path).toBe("counts");
    expect(refusalOf(() => selectMtd({ n: "33" as never, events: [0, 1] }, { target: 0.3 })).path).toBe("n");
    expect(refusalOf(() => selectMtd({ n: [3, 3], events: [0, 4] }, { target: 0.3 })).path).toBe("events.2");
    expect(refusalOf(() => selectMtd(counts, { target: 0.3, extraSafe: "yes" as never })).path).toBe("extraSafe");
    expect(refusalOf(() => selectMtd(counts, { target: 0.3, closed: [false, 1 as never] })).path).toBe("closed.2");
    expect(refusalOf(() => selectMtd(counts, { target: 0.3, colour: 1 } as never)).path).toBe("colour");
    expect(refusalOf(() => estimateDoses(counts, { target: 0.3, prior: 1 as never })).path).toBe("prior");
    expect(refusalOf(() => estimateDoses(counts, { target: 0.3, colour: 1 } as never)).path).toBe("colour");
  });
});
