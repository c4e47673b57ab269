import { describe, expect, test } from "vitest";
import { boin12 } from "./boin12.ts";
import { conductEfficacyTrial } from "./conduct-efficacy.ts";
import { parseCompactEfficacy, parseEfficacyParticipants } from "./read-efficacy-outcomes.ts";
import { trueUtility } from "./true-utility.ts";

// Lin 2020: at most 0.35 events, at least 0.25 responses, utilities 40 and 60; lambda d of 0.35 is 0.419.
const limits = { mostEvents: 0.35, leastResponses: 0.25, utility: { neither: 40, both: 60 } };
const design = boin12({ ...limits, doses: 3, cohortSize: 3, cohorts: 4 });
const after = (text: string) => conductEfficacyTrial(design, parseCompactEfficacy(text, { doses: 3 }));

describe("a running trial that counts responses", () => {
  test("begins at the first dose level, and goes to a level that nobody had before one with little to show", () => {
    expect(after("").decision.next).toEqual({ kind: "treat", dose: 1, size: 3 });
    // Table 3 of the paper: 0 of 3 events and 0 of 3 responses have rank 35, a new dose level rank 60.
    expect(after("1NNN").decision.next).toEqual({ kind: "treat", dose: 2, size: 3 });
    expect(after("1NNN").recommendation).toBeNull();
  });

  test("counts events, responses and both apart", () => {
    expect(after("1NRT 2BRE").state.levels.slice(0, 2)).toEqual([{ n: 3, events: 1, responses: 1, both: 0 }, { n: 2, events: 1, responses: 2, both: 1 }]);
  });

  test("goes down with too many events, and stops for safety where the lowest level has them", () => {
    // 2 of 3 is above 0.419; Pr(rate > 0.35) with 3 of 3 is 1 - 0.35^4 = 0.985 and closes, with 2 of 3 it is 0.874 and does not.
    expect(after("1RRR 2TTR").decision.next).toEqual({ kind: "treat", dose: 1, size: 3 });
    const stopped = after("1TTT");
    expect(stopped.decision.next).toEqual({ kind: "stop", why: "safety" });
    expect(stopped.recommendation).toMatchObject({ kind: "none" });
  });

  test("completes a cohort, awaits what is pending, and replaces who cannot be judged", () => {
    expect(after("1RR").decision.next).toEqual({ kind: "treat", dose: 1, size: 1 });
    expect(after("1RRE").decision.next).toEqual({ kind: "treat", dose: 1, size: 1 });
    const waiting = after("1RRP.5");
    expect([waiting.decision.next, waiting.pending]).toEqual([{ kind: "wait", days: null }, [1, 0, 0]]);
    expect(waiting.sentence).toContain("Of 1 participant event or response is not known yet");
  });

  test("says what each other outcome of the cohort would have led to", () => {
    // Three participants of four kinds: (3 + 3 over 3) = 20 outcomes.
    const { outcomes } = after("1NRN");
    expect(outcomes.length).toBe(20);
    expect(outcomes.filter(({ standing }) => standing === "actual")).toMatchObject([{ events: 0, responses: 1, both: 0, of: 3, decision: { next: after("1NRN").decision.next } }]);
    // As above: three events close the lowest dose level; 2 of 3 at dose level 1 stay there.
    expect(outcomes.filter(({ events }) => events === 3).map(({ decision }) => decision.next)).toEqual(Array.from({ length: 4 }, () => ({ kind: "stop", why: "safety" })));
    // With one response and one event known, the third participant may be of any of the four kinds.
    expect(after("1RT").outcomes.filter(({ standing }) => standing === "possible").map(({ events, responses, both }) => `${events}${responses}${both}`)).toEqual(["110", "120", "210", "221"]);
    expect(after("").outcomes.every(({ standing }) => standing === "possible")).toBe(true);
    expect(after("1TTT 1RRR").outcomes).toEqual([]);
  });

  test("tells departures, and a stop for safety stays one", () => {
    expect(after("1NNN 3NNN").departures.map(({ code }) => code)).toEqual(["other-dose"]);
    const late = after("1TTT 1RRR");
    expect(late.departures.map(({ code }) => code)).toContain("treated-after-stop");
    expect(late.decision.next).toEqual({ kind: "stop", why: "safety" });
  });
});

describe("outcomes with responses", () => {
  test("are read from letters, and what is no letter is refused with its column and the letters that are", () => {
    expect(parseCompactEfficacy("1nRtB", { doses: 3 }).map(({ kind, response }) => [kind, response])).toEqual([["none", false], ["none", true], ["event", false], ["event", true]]);
    expect(() => parseCompactEfficacy("1NRX", { doses: 3 })).toThrow(/Column 4:.*R \(response\)/s);
  });

  test("are never taken for no response where nothing was said", () => {
    expect(() => parseEfficacyParticipants([{ dose: 1, dlt: false }], { doses: 3 })).toThrow(expect.objectContaining({ code: "response-missing", path: "participants.0.response" }));
    expect(parseEfficacyParticipants([{ dose: 1, dlt: false, response: true }, { dose: 1, pending: true }], { doses: 3 }).map(({ response }) => response)).toEqual([true, false]);
  });
});

test("the best dose level is the one of highest true utility within both limits", () => {
  // Independent: 100 · 0.9 · 0.2 + 40 · 0.9 · 0.8 + 60 · 0.02 = 48; 100 · 0.35 + 40 · 0.35 + 60 · 0.15 = 58; the third has more utility and too many events.
  const { utility, best } = trueUtility({ events: [0.1, 0.3, 0.4], responses: [0.2, 0.5, 0.9] }, limits);
  expect(utility[0]).toBeCloseTo(48, 12);
  expect(utility[1]).toBeCloseTo(58, 12);
  expect((utility[2] ?? 0) > 58).toBe(true);
  expect(best).toBe(2);
  expect(trueUtility({ events: [0.5], responses: [0.9] }, limits).best).toBeNull();
});
