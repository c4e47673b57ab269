/** With outcomes pending no design treats more than its maximum, whatever behaviours wrap it. */
import { describe, expect, test } from "vitest";
import { demandN } from "../../src/dose-finding/behaviours/demand-n.ts";
import { followPending } from "../../src/dose-finding/behaviours/follow-pending.ts";
import { maximumN } from "../../src/dose-finding/behaviours/maximum-n.ts";
import { sentinel } from "../../src/dose-finding/behaviours/sentinel.ts";
import { stagger } from "../../src/dose-finding/behaviours/stagger.ts";
import { titrate } from "../../src/dose-finding/behaviours/titrate.ts";
import type { Behaviour } from "../../src/dose-finding/core/behaviour.ts";
import type { DoseDesign } from "../../src/dose-finding/core/dose-design.ts";
import { boin } from "../../src/dose-finding/interval/boin.ts";
import { keyboard } from "../../src/dose-finding/interval/keyboard.ts";
import { backfillBoin } from "../../src/dose-finding/late-onset/backfill-boin.ts";
import { fractionalBoin } from "../../src/dose-finding/late-onset/fractional-boin.ts";
import { fractionalCrm } from "../../src/dose-finding/late-onset/fractional-crm.ts";
import { type TimedScenario, simulateTimedTrial } from "../../src/dose-finding/late-onset/simulate-timed.ts";
import { titeBoin } from "../../src/dose-finding/late-onset/tite-boin.ts";
import { titeKeyboard } from "../../src/dose-finding/late-onset/tite-keyboard.ts";
import { waitForAllOutcomes } from "../../src/dose-finding/late-onset/wait-for-all-outcomes.ts";
import { crm } from "../../src/dose-finding/model-based/crm.ts";
import { titeCrm } from "../../src/dose-finding/model-based/tite-crm.ts";
import { threePlusThree } from "../../src/dose-finding/rule-based/three-plus-three.ts";
import { randomStream } from "../../src/random/random-stream.ts";

const most = 17;
const interval = { doses: 4, target: 0.3, cohortSize: 3, maximumN: most };
const model = { target: 0.3, skeleton: [0.08, 0.18, 0.3, 0.45], maximumN: most, cohortSize: 3, start: 1 };
const designs: readonly DoseDesign[] = [
  boin(interval),
  boin({ ...interval, titration: true }),
  keyboard(interval),
  crm(model),
  titeCrm(model),
  titeCrm({ ...model, weights: "adaptive" }),
  titeBoin(interval),
  titeKeyboard(interval),
  fractionalBoin(interval),
  fractionalCrm(model),
  backfillBoin(interval),
];
const half = followPending({ share: 0.5 });
const early = followPending({ followed: 0.3, share: 0.34 });
const alone = sentinel({ days: 7 });
const spaced = stagger({ betweenParticipants: 3, betweenCohorts: 5 });
const stacks: readonly (readonly [string, Behaviour])[] = [
  ["nothing", (design) => design],
  ["half are followed", half],
  ["few are followed for a part of the window", early],
  ["follow-up before going up alone", followPending({ followed: 0.5, before: "escalation" })],
  ["a sentinel", alone],
  ["a stagger", spaced],
  ["follow-up inside of a sentinel", (design) => alone(half(design))],
  ["a sentinel inside of follow-up", (design) => half(alone(design))],
  ["a stagger inside of follow-up", (design) => early(spaced(design))],
  ["a demand", demandN({ n: 6 })],
  ["titration", titrate()],
];
const accruals: readonly TimedScenario["accrual"][] = [{ kind: "interval", days: 0 }, { kind: "poisson", perDay: 0.15 }, { kind: "poisson", perDay: 1 }];

/** Participants of the cohorts, and the most at one dose level, over all trials. */
function largest(design: DoseDesign, trials: number): { readonly inAll: number; readonly atDose: number } {
  const timed = design.usesPending === true ? design : waitForAllOutcomes(design);
  const stream = randomStream(11, 1);
  let inAll = 0;
  let atDose = 0;
  for (let trial = 0; trial < trials; trial++) {
    for (const accrual of accruals) {
      const scenario: TimedScenario = { truth: [0.1, 0.25, 0.4, 0.6], window: 28, accrual, response: { truth: [0.2, 0.3, 0.4, 0.5], days: 14 } };
      const { participants, state } = simulateTimedTrial(timed, scenario, () => stream.nextDouble());
      inAll = Math.max(inAll, participants.filter((one) => !one.backfill).length);
      atDose = Math.max(atDose, ...state.n);
    }
  }
  return { inAll, atDose };
}

describe("those who are pending take places", () => {
  test.each(stacks)("with %s around it no design treats more than its maximum", (_words, behaviour) => {
    for (const design of designs) expect([design.name, largest(behaviour(design), 6).inAll <= most]).toEqual([design.name, true]);
  });

  test.each(stacks)("with %s inside of a smaller maximum that one holds", (_words, behaviour) => {
    for (const design of designs) expect([design.name, largest(maximumN({ n: 10 })(behaviour(design)), 3).inAll <= 10]).toEqual([design.name, true]);
  });

  test("a 3+3 that does not wait for everybody still treats no more than six at a dose level", () => {
    for (const behaviour of [half, early, followPending({ followed: 0.5, before: "escalation" })]) expect(largest(behaviour(threePlusThree({ doses: 4 })), 20).atDose).toBeLessThanOrEqual(6);
  });
});
