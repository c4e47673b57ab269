/** What the outcomes that are not known yet could still lead to. */
import type { DoseDecision } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import type { TrialState } from "../core/trial-state.ts";

const mostOutlooks = 4096;

/**
 * The decision that comes whatever the unknown outcomes turn out to be; `null` where it depends on them, or where they have
 * more than 4,096 outcomes.
 *
 * @param state with the known outcomes; its pending participants are among the unknown.
 * @param missing participants at the current dose level who are not treated yet.
 */
export function settledDecision(design: DoseDesign, state: TrialState, missing: number): DoseDecision | null {
  const unknown = state.n.map((_, at) => state.pending.filter((one) => one.dose === at + 1).length + (at + 1 === state.dose ? missing : 0));
  if (unknown.reduce((product, count) => product * (count + 1), 1) > mostOutlooks) return null;
  const known: TrialState = { ...state, pending: [], n: state.n.map((count, at) => count + (unknown[at] ?? 0)) };
  let settled: DoseDecision | null = null;
  // From no further event to the most: the last one has seen them all, and its reasons are kept.
  for (const more of eventVectors(unknown)) {
    const decision = design.decide({ ...known, events: state.events.map((count, at) => count + (more[at] ?? 0)) });
    if (settled !== null && !sameStep(settled, decision)) return null;
    settled = decision;
  }
  return settled;
}

function sameStep(one: DoseDecision, other: DoseDecision): boolean {
  const [a, b] = [one.next, other.next];
  if (a.kind === "treat") return b.kind === "treat" && a.dose === b.dose && a.size === b.size;
  return a.kind === "stop" ? b.kind === "stop" && a.why === b.why : b.kind === "wait";
}

/** All vectors from zero to `most`, each entry by itself. */
function* eventVectors(most: readonly number[]): Generator<readonly number[]> {
  const vector = most.map(() => 0);
  for (;;) {
    yield [...vector];
    let at = 0;
    while (at < vector.length && vector[at] === most[at]) vector[at++] = 0;
    if (at === vector.length) return;
    vector[at] = (vector[at] ?? 0) + 1;
  }
}
