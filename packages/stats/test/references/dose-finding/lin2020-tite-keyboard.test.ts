/** TITE-keyboard against densities integrated in R (validation/dose-finding/late-tite-keyboard.R). */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/late-tite-keyboard.json" with { type: "json" };
import { keyProbabilities, strongestKey, titeKeyboard } from "../../../src/dose-finding/late-onset/tite-keyboard.ts";
import { startTrial } from "../../../src/dose-finding/core/trial-state.ts";
import { checkFigure } from "../../check-figure.ts";

const source = `${reference.r}: late-tite-keyboard.R`;

describe("TITE-keyboard", () => {
  test("the probability of every key agrees with R to 1e-10, and the strongest key is the same", () => {
    expect(reference.cases.length).toBe(50);
    let seen = 0;
    for (const { target, n, pending, events, followed, probabilities, strongest } of reference.cases) {
      const key = { low: target - 0.05, high: target + 0.05 };
      const keys = keyProbabilities(n - pending + followed, events, key);
      expect(keys.length).toBe(probabilities.length);
      for (const [at, expected] of probabilities.entries()) checkFigure({ method: "TITE-keyboard: keys and decisions", source }, `probability, target ${target}, key ${at}`, keys[at]?.probability ?? Number.NaN, expected, 1e-10);
      checkFigure({ method: "TITE-keyboard: keys and decisions", source }, `strongest key, target ${target}`, strongestKey(n - pending + followed, events, key).low, strongest, 0.5e-10);
      seen += probabilities.length;
    }
    expect(seen).toBeGreaterThan(400);
  });

  test("the move is to the side of the target key on which the strongest one lies", () => {
    for (const { target, n, pending, events, followed, side } of reference.cases) {
      const judged = titeKeyboard({ doses: 3, target, cohortSize: 3, cohorts: 10, leastKnown: 0 }).judge({ n, events, pending, followed, least: 0 }, startTrial(3));
      const moves = ["escalate", "stay", "de-escalate"];
      checkFigure({ method: "TITE-keyboard: keys and decisions", source }, `decision, target ${target}, n ${n}, events ${events}`, moves.indexOf(judged.move) - 1, Math.sign(side), 0);
    }
  });

  test("nobody goes up while fewer than two outcomes are known", () => {
    const judge = (pending: number) => titeKeyboard({ doses: 3, target: 0.3, cohortSize: 3, cohorts: 10 }).judge({ n: 3, events: 0, pending, followed: 0.9 * pending, least: 0.9 }, startTrial(3)).move;
    expect([judge(1), judge(2), judge(3)]).toEqual(["escalate", "wait", "wait"]);
  });
});
