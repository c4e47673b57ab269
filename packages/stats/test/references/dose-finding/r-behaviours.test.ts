/** Stopping behaviours against R (validation/dose-finding/behaviours.R): fewest events that stop, and when an estimate is precise. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/behaviours.json" with { type: "json" };
import { stopWhenPrecise } from "../../../src/dose-finding/behaviours/stop-when-precise.ts";
import { stopWhenTooManyEvents } from "../../../src/dose-finding/behaviours/stop-when-too-many-events.ts";
import type { Behaviour } from "../../../src/dose-finding/core/behaviour.ts";
import type { DoseDecision } from "../../../src/dose-finding/core/dose-decision.ts";
import type { DoseDesign } from "../../../src/dose-finding/core/dose-design.ts";
import { startTrial } from "../../../src/dose-finding/core/trial-state.ts";
import { checkFigure } from "../../check-figure.ts";

const source = `${reference.made}: behaviours.R`;
const treat: DoseDecision = { next: { kind: "treat", dose: 1, size: 3 }, closed: [false], phase: "", reasons: [] };
const plain: DoseDesign = { name: "plain", variant: "Plain.", edition: "paper", doses: 1, start: startTrial(1), first: treat, decide: () => treat, recommend: () => ({ kind: "dose", dose: 1, rule: "plain" }), looksAt: "all-doses" };
const decide = (behaviour: Behaviour, n: number, events: number): DoseDecision => behaviour(plain).decide({ ...startTrial(1), n: [n], events: [events] });

let checked = 0;
let skipped = 0;
function holds(method: string, what: string, actual: number, expected: number, tolerance: number): void {
  checked += 1;
  checkFigure({ method: "Stopping behaviours", source }, `${method}, ${what}`, actual, expected, tolerance);
}

describe(`stopping behaviours agree with ${reference.made}`, () => {
  test("fewest events that stop for safety, for 1 to 12 participants; none where all of them are not enough", () => {
    expect(reference.fewest).toHaveLength(24);
    for (const { rate, confidence, a, b, fewest } of reference.fewest) {
      if (fewest[0] === 0) {
        // The prior alone would stop, before any event: refused.
        expect(() => stopWhenTooManyEvents({ rate, confidence, prior: { a, b } })).toThrow(expect.objectContaining({ code: "stops-without-event" }));
        skipped += fewest.length;
        continue;
      }
      const behaviour = stopWhenTooManyEvents({ rate, confidence, prior: { a, b } });
      for (const [at, expected] of fewest.entries()) {
        const n = at + 1;
        let events = 0;
        while (events <= n && decide(behaviour, n, events).next.kind !== "stop") events += 1;
        // One more than there are participants: no number of events stops.
        holds("fewest events that stop", `${n} at ${rate}, ${confidence}, Beta(${a}, ${b})`, events, expected ?? n + 1, 0);
      }
    }
  });

  test("width of the exact 90 % interval to 1e-12, coefficient of variation (by R's integrate) to 1e-9", () => {
    expect(reference.precision.length).toBeGreaterThan(15);
    for (const { n, k, width, cv } of reference.precision) {
      const numbers = (behaviour: Behaviour) => decide(behaviour, n, k).reasons.at(-1)?.numbers;
      holds("interval width", `${k} of ${n}`, numbers(stopWhenPrecise({ measure: "interval-width", atMost: 1, level: 0.9 }))?.["width"] ?? Number.NaN, width, 1e-12);
      holds("coefficient of variation", `${k} of ${n}`, numbers(stopWhenPrecise({ measure: "cv", atMost: 10 }))?.["cv"] ?? Number.NaN, cv, 1e-9);
    }
  });

  test("every figure of the file was checked, but for the one rule that is refused", () => {
    expect(skipped).toBe(12);
    expect(checked + skipped).toBe(reference.figures);
  });
});
