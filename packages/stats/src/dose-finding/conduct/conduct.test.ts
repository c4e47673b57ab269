import { describe, expect, test } from "vitest";
import { sentinel } from "../behaviours/sentinel.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { boin } from "../interval/boin.ts";
import { crm } from "../model-based/crm.ts";
import { titeCrm } from "../model-based/tite-crm.ts";
import { threePlusThree } from "../rule-based/three-plus-three.ts";
import { formatCompactOutcomes, parseCompactOutcomes } from "./compact-notation.ts";
import { type ConductResult, conductTrial } from "./conduct-trial.ts";
import { OutcomeRefusal } from "./outcome-fault.ts";
import { parseParticipants } from "./parse-participants.ts";

const conduct = (design: DoseDesign, text: string, options = {}): ConductResult => conductTrial(design, parseCompactOutcomes(text, { doses: design.doses }), options);
const next = (design: DoseDesign, text: string): ConductResult["decision"]["next"] => conduct(design, text).decision.next;
const treat = (dose: number, size: number) => ({ kind: "treat", dose, size });
const faultsOf = (call: () => unknown): readonly string[] => {
  try {
    call();
  } catch (refusal) {
    if (refusal instanceof OutcomeRefusal) return refusal.faults.map(({ path, column, code }) => `${path}${column === null ? "" : `:${column}`} ${code}`);
    throw refusal;
  }
  return [];
};

describe("compact notation", () => {
  test("dose level and a letter for each participant: none, event, not evaluable, pending with the part that is over", () => {
    expect(parseCompactOutcomes(" 1NTE  12np.5P0.25P1P", { doses: 12 })).toEqual([
      { dose: 1, kind: "none", followed: 1, cohort: 1 },
      { dose: 1, kind: "event", followed: 1, cohort: 1 },
      { dose: 1, kind: "not-evaluable", followed: 0, cohort: 1 },
      { dose: 12, kind: "none", followed: 1, cohort: 2 },
      { dose: 12, kind: "pending", followed: 0.5, cohort: 2 },
      { dose: 12, kind: "pending", followed: 0.25, cohort: 2 },
      { dose: 12, kind: "pending", followed: 1, cohort: 2 },
      { dose: 12, kind: "pending", followed: 0, cohort: 2 },
    ]);
    expect(parseCompactOutcomes("", { doses: 3 })).toEqual([]);
    expect(formatCompactOutcomes(parseCompactOutcomes("1nnn 2np.50te 2p", { doses: 3 }))).toBe("1NNN 2NP0.5TE 2P0");
  });
  test("all faults are told together, each with its column", () => {
    expect(faultsOf(() => parseCompactOutcomes("1NXN 9NNN NNN 2 0T 1P1.5", { doses: 3 }))).toEqual(["outcomes:3 unknown-letter", "outcomes:6 no-such-dose", "outcomes:11 no-dose", "outcomes:16 no-participants", "outcomes:17 no-such-dose", "outcomes:22 not-a-part"]);
    expect(() => parseCompactOutcomes("1NXN", { doses: 3 })).toThrow('Column 3: "X" is not known. Use N (no event), T (event)');
  });
});

describe("records of participants", () => {
  test("what is left out is filled in: evaluable, and pending where the window is not over", () => {
    const read = parseParticipants([{ dose: 1, dlt: false }, { dose: 1, dlt: true, followed: 0.2 }, { dose: 2, followed: 0.5 }, { dose: 2, pending: true }, { dose: 2, evaluable: false, dlt: false, followed: 0.3 }], { doses: 2 });
    expect(read.map(({ kind, followed }) => `${kind} ${followed}`)).toEqual(["none 1", "event 1", "pending 0.5", "pending 0", "not-evaluable 0.3"]);
  });
  test("all faults are told together, each with its path", () => {
    const records = [{ dose: 4, dlt: false }, { dose: 1 }, { dose: 1, followed: 1.5 }, { dose: 1, dlt: false, followed: 0.4, pending: false }, { dose: 1, dlt: "yes" }, { dose: 1, dlt: false, grade: 3 }, { dose: 1, dlt: false, followed: 0.5, pending: false }, 7];
    expect(faultsOf(() => parseParticipants(records, { doses: 3 }))).toEqual([
      "participants.0.dose no-such-dose", "participants.1.dlt outcome-missing", "participants.2.followed not-a-part", "participants.3 outcome-contradicts",
      "participants.4.dlt not-yes-or-no", "participants.4.dlt outcome-missing", "participants.5.grade unknown-key", "participants.6 outcome-contradicts", "participants.7 not-a-record",
    ]);
    expect(faultsOf(() => parseParticipants([{ dose: 1, dlt: false, cohort: 2 }, { dose: 2, dlt: false, cohort: 2 }, { dose: 2, dlt: false, cohort: 1 }, { dose: 2, dlt: false }], { doses: 2 }))).toEqual(["participants.3.cohort cohort-missing"]);
    expect(faultsOf(() => parseParticipants("1NNN", { doses: 3 }))).toEqual(["participants not-a-list"]);
  });
  test("records without cohort numbers are counted off as the design plans", () => {
    const design = threePlusThree({ doses: 3 });
    const records = [1, 1, 1, 2, 2, 2, 2].map((dose, at) => ({ dose, dlt: at === 4 }));
    const result = conductTrial(design, parseParticipants(records, { doses: 3 }));
    expect(result.current).toMatchObject({ dose: 2, planned: 3, n: 1, events: 0, missing: 2 });
    expect(result.departures).toEqual([]);
  });
});

describe("3+3, worked by hand from its rules", () => {
  const design = threePlusThree({ doses: 3 });
  test("0 of 3 goes up, 1 of 3 is filled to six, 1 of 6 goes up, 2 of 6 is too much", () => {
    expect(next(design, "")).toEqual(treat(1, 3));
    expect(next(design, "1NNN")).toEqual(treat(2, 3));
    expect(next(design, "1NNN 2NTN")).toEqual(treat(2, 3));
    expect(next(design, "1NNN 2NTN 2NNN")).toEqual(treat(3, 3));
    const end = conduct(design, "1NNN 2NTN 2NNT");
    expect(end.decision.next).toEqual({ kind: "stop", why: "dose-found" });
    expect(end.recommendation).toMatchObject({ kind: "dose", dose: 1 });
  });
  test("two events at the lowest dose level stop for safety, and nothing is recommended", () => {
    const end = conduct(design, "1TNT");
    expect(end.decision.next).toEqual({ kind: "stop", why: "safety" });
    expect(end.recommendation).toMatchObject({ kind: "none" });
  });
  test("the rule that spoke, the numbers it saw, and what each other outcome would have led to", () => {
    const result = conduct(design, "1NNN 2NTN");
    expect(result.spoke.numbers).toMatchObject({ dose: 2, n: 3, events: 1 });
    expect(result.sentence).toMatch(/^Treat 3 more at dose level 2\. 1 of 3 at dose level 2 had the event/u);
    expect(result.outcomes.map(({ events, of, standing, decision }) => [events, of, standing, decision.next])).toEqual([
      [0, 3, "past", treat(3, 3)],
      [1, 3, "actual", treat(2, 3)],
      [2, 3, "past", { kind: "stop", why: "dose-found" }],
      [3, 3, "past", { kind: "stop", why: "dose-found" }],
    ]);
    expect(result.design).toEqual({ name: design.name, variant: design.variant, edition: design.edition });
    expect(result.recommendation).toBeNull();
    // 0 of 3: 1 - 0.05^(1/3)
    expect(result.byDose.levels[0]?.upperOneSided).toBeCloseTo(0.6316, 4);
  });
  test("one who cannot be judged is replaced", () => {
    const short = conduct(design, "1NNE");
    expect(short.decision.next).toEqual(treat(1, 1));
    expect(short.spoke).toMatchObject({ rule: "complete-cohort", numbers: { notEvaluable: 1, missing: 1 } });
    expect(short.outcomes.map(({ standing }) => standing)).toEqual(["possible", "possible", "past", "past"]);
    const full = conduct(design, "1NNE 1N");
    expect(full.decision.next).toEqual(treat(2, 3));
    expect(full.departures).toEqual([]);
  });
  test("a pending outcome is awaited where the decision depends on it, and not where it does not", () => {
    const open = conduct(design, "1NNP.5");
    expect(open.decision.next).toEqual({ kind: "wait", days: null });
    expect(open.spoke.numbers).toMatchObject({ known: 2, events: 0, pending: 1 });
    const settled = conduct(design, "1TTP.5");
    expect(settled.decision.next).toEqual({ kind: "stop", why: "safety" });
    expect(settled.spoke.rule).toBe("settled-early");
    // While somebody is pending nothing is recommended yet.
    expect(settled.recommendation).toBeNull();
  });
  test("two events among the first two: the third is not treated", () => {
    expect(next(design, "1NNN 2TT")).toEqual({ kind: "stop", why: "dose-found" });
    expect(next(design, "1NNN 2NN")).toEqual(treat(2, 1));
  });
});

describe("designs that decide while outcomes are pending", () => {
  test("the TITE-CRM goes on with two of three fully followed, where the CRM waits", () => {
    const options = { target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4], maximumN: 24, cohortSize: 3, start: 1 };
    const result = conduct(titeCrm(options), "1NNP.9", { pending: "ask-design" });
    expect(result.decision.next.kind).toBe("treat");
    expect(result.state.pending).toEqual([{ dose: 1, followed: 0.9 }]);
    expect(conduct(crm(options), "1NNP.9").decision.next).toEqual({ kind: "wait", days: null });
    // The cohort comes first, also there.
    expect(conduct(titeCrm(options), "1NP.9", { pending: "ask-design" }).decision.next).toEqual(treat(1, 1));
    expect(() => conduct(crm(options), "1NN", { pending: "never" })).toThrow(expect.objectContaining({ path: "pending" }));
  });
});

describe("departures from the design are told, and the facts kept", () => {
  const design = threePlusThree({ doses: 4 });
  const codes = (text: string) => conduct(design, text).departures.map(({ code, cohort }) => `${code} ${cohort}`);
  test("another dose level, a cohort too large or too small", () => {
    expect(codes("1NNN 3NNN")).toEqual(["other-dose 2"]);
    expect(codes("1NNNN 2NNN")).toEqual(["cohort-too-large 1"]);
    // After 0 of 2 the rule of 3+3 wants one more at level 1: both are told.
    expect(codes("1NN 2NNN")).toEqual(["cohort-too-small 1", "other-dose 2"]);
    expect(codes("1NNN 2NNN 3NNN")).toEqual([]);
    const skipped = conduct(design, "1NNN 3NNN");
    expect(skipped.state).toMatchObject({ n: [3, 0, 3, 0], dose: 3 });
    expect(skipped.decision.next).toEqual(treat(4, 3));
  });
  test("going on after a safety stop: the facts count, the stop stays", () => {
    const result = conduct(design, "1TTN 1NNN");
    expect(result.departures.map(({ code }) => code)).toEqual(["treated-after-stop", "closed-dose"]);
    expect(result.decision.next).toEqual({ kind: "stop", why: "safety" });
    expect(result.spoke.rule).toBe("safety-stop-final");
    expect(result.state.n).toEqual([6, 0, 0, 0]);
  });
  test("going on while an outcome is pending that could have changed the decision", () => {
    const result = conduct(design, "1NNP.5 2NNN");
    expect(result.departures.map(({ code }) => code)).toEqual(["went-on-while-pending"]);
    expect(result.state.pending).toEqual([{ dose: 1, followed: 0.5 }]);
  });
});

describe("odd but true histories are taken as they were", () => {
  const design = threePlusThree({ doses: 3 });
  const fromRecords = (records: readonly unknown[]): ConductResult => conductTrial(design, parseParticipants(records, { doses: 3 }));
  const none = { dose: 1, dlt: false };
  test("the event counts in one who is still followed, and in one who could not be judged otherwise", () => {
    for (const odd of [{ pending: true, followed: 0.3 }, { evaluable: false }]) {
      const { state, decision } = fromRecords([none, none, { dose: 1, dlt: true, ...odd }]);
      expect(state).toMatchObject({ n: [3, 0, 0], events: [1, 0, 0], pending: [] });
      expect(decision.next).toEqual(treat(1, 3));
    }
    expect(fromRecords([none, none, { dose: 1, dlt: false, evaluable: false, pending: true }]).current).toMatchObject({ n: 2, notEvaluable: 1, missing: 1 });
  });
  test("somebody in a cohort was given another dose level by mistake", () => {
    const { state, departures } = fromRecords([1, 1, 1, 2, 3, 2].map((dose, at) => ({ dose, dlt: false, cohort: at < 3 ? 1 : 2 })));
    expect(state.n).toEqual([3, 2, 1]);
    expect(departures.map(({ code }) => code)).toContain("other-dose");
  });
  test("the replacement of somebody from the first cohort comes after the second has begun", () => {
    const { state } = fromRecords([{ ...none, cohort: 1 }, { ...none, cohort: 1 }, { dose: 1, evaluable: false, cohort: 1 }, { dose: 2, dlt: false, cohort: 2 }, { ...none, cohort: 1 }]);
    expect(state.n).toEqual([3, 1, 0]);
  });
  test("more participants than the design has, at a closed dose level, after the end", () => {
    const capped = boin({ doses: 2, target: 0.3, cohortSize: 3, cohorts: 2 });
    const result = conductTrial(capped, parseCompactOutcomes("1NNN 2TTT 2NNN 2N", { doses: 2 }));
    expect(result.state).toMatchObject({ n: [3, 7], events: [0, 3] });
    expect(result.departures.map(({ code }) => code)).toEqual(expect.arrayContaining(["treated-after-stop", "closed-dose"]));
  });
  test("after a safety stop the numbers are those of the rule that stopped, and no outcome of the cohort undoes it", () => {
    const result = conduct(design, "1TTN 2NNN");
    expect(result.spoke).toMatchObject({ rule: "safety-stop-final", numbers: { dose: 1, n: 3, events: 2 } });
    expect(result.outcomes.map(({ events, standing, decision }) => [events, standing, decision.next.kind])).toEqual([[0, "actual", "stop"], [1, "past", "stop"], [2, "past", "stop"], [3, "past", "stop"]]);
  });
  test("who is pending from an earlier cohort is not left out of what the current cohort leads to", () => {
    // At dose level 2: one without, one event, one pending. With two events of three the level is too much, with one it is filled to six.
    const result = conduct(design, "1NNN 2P.5NT 2NNN");
    expect(result.decision.next).toEqual({ kind: "wait", days: null });
    // 1 of 5, and one pending. 0 events more: 1 or 2 of 6, which differ. 1 or more: 2 or more of 6, too much whatever comes.
    expect(result.outcomes.map(({ decision }) => decision.next.kind)).toEqual(["wait", "stop", "stop", "stop"]);
  });
});

describe("BOIN with target 0.3, worked by hand: up at 0.236 or less, down at 0.358 or more", () => {
  const design = boin({ doses: 4, target: 0.3, cohortSize: 3, cohorts: 10 });
  test("2 of 6 is 0.333: stay; 1 of 6 up, 3 of 6 down, 4 of 6 closes the dose level and those above", () => {
    const result = conduct(design, "1NNN 2TNN 2NNT");
    expect(result.decision.next).toEqual(treat(2, 3));
    expect(result.outcomes.map(({ decision }) => decision.next)).toEqual([treat(3, 3), treat(2, 3), treat(1, 3), treat(1, 3)]);
    // P(rate > 0.3) after 4 of 6, Beta(5, 3): 0.9712, above 0.95; after 3 of 6, Beta(4, 4): 0.874.
    expect(result.outcomes.map(({ decision }) => decision.closed[1])).toEqual([false, false, false, true]);
  });
  test("3 of 3 at the lowest dose level: P = 1 - 0.3^4 = 0.992, stop for safety", () => {
    const result = conduct(design, "1TTT");
    expect(result.decision.next).toEqual({ kind: "stop", why: "safety" });
    expect(result.recommendation).toMatchObject({ kind: "none" });
  });
});

describe("waiting times", () => {
  const design = sentinel({ days: 2 })(threePlusThree({ doses: 3 }));
  test("days that were not given are not taken as over", () => {
    expect(conduct(design, "1N").spoke.rule).toBe("days-not-given");
    expect(conduct(design, "1N", { daysSinceLast: 1 }).decision.next).toEqual({ kind: "wait", days: 1 });
    expect(conduct(design, "1N", { daysSinceLast: 2 }).decision.next).toEqual(treat(1, 2));
    expect(conduct(design, "1N 1NN", { daysSinceLast: 9 }).decision.next).toEqual(treat(2, 1));
    expect(() => conduct(design, "1N", { daysSinceLast: -1 })).toThrow(expect.objectContaining({ path: "daysSinceLast" }));
  });
});

describe("When an event came, and who was treated beside a cohort", () => {
  test("is read and written in the compact notation", () => {
    const outcomes = parseCompactOutcomes("1NT.4 2tP.5", { doses: 3 });
    expect(outcomes.map(({ eventAt }) => eventAt)).toEqual([undefined, 0.4, undefined, undefined]);
    expect(formatCompactOutcomes(outcomes)).toBe("1NT0.4 2TP0.5");
    expect(() => parseCompactOutcomes("1T1.5", { doses: 3 })).toThrow(OutcomeRefusal);
  });

  test("is refused where it contradicts the outcome", () => {
    expect(() => parseParticipants([{ dose: 1, dlt: false, eventAt: 0.4 }], { doses: 3 })).toThrow(/no event/);
    expect(() => parseParticipants([{ dose: 1, dlt: true, eventAt: 2 }], { doses: 3 })).toThrow(/does not lie from 0 to 1/);
    expect(() => parseParticipants([{ dose: 1, dlt: true, backfill: "yes" }], { doses: 3 })).toThrow(/neither true nor false/);
  });

  test("the first participant cannot be beside a cohort", () => {
    expect(() => conductTrial(threePlusThree({ doses: 3 }), parseParticipants([{ dose: 1, dlt: false, backfill: true }], { doses: 3 }))).toThrow(/belongs to a cohort/);
  });
});
