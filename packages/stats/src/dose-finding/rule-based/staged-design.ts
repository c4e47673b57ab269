/** A design that judges each dose level in stages, goes up after a pass, and ends below a dose level that was too much. */
import type { DecisionReason, DoseDecision, NextStep } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { type TrialState, startTrial } from "../core/trial-state.ts";
import { requireState } from "../core/require-state.ts";
import { recommendStaged } from "./recommend-staged.ts";
import { type LevelVerdict, type Stage, confirmedSize, judgeLevel } from "./staged-level.ts";
import type { StagedChoices } from "./staged-options.ts";

export interface StagedDesign {
  readonly name: string;
  /** Stem of the reasons' codes: `three-plus-three`. */
  readonly code: string;
  readonly variant: string;
  readonly stages: readonly Stage[];
  readonly choices: StagedChoices;
  /** Single participants until the first event; dose levels that are climbed at a time. */
  readonly accelerated?: { readonly climb: number };
}

const titration = "titration";
const closeFrom = (closed: readonly boolean[], dose: number): boolean[] => closed.map((one, at) => one || at >= dose - 1);

/** @param design checked by the caller. */
export function stagedDesign(design: StagedDesign): DoseDesign {
  const { name, code, variant, stages, choices } = design;
  const { doses } = choices;
  const first = stages[0]?.size ?? 0;
  const complete = confirmedSize(stages);
  const completes = choices.deEscalation === "return" || choices.expansion === "declared-level";
  const phase = design.accelerated === undefined ? "" : titration;
  const start = startTrial(doses, choices.start, phase);

  const say = (state: TrialState, rule: string, message: string, next: NextStep, more: { closed?: readonly boolean[]; phase?: string } = {}): DoseDecision => {
    const { dose } = state;
    const reason: DecisionReason = { rule: `${code}-${rule}`, message, numbers: { dose, n: state.n[dose - 1] ?? 0, events: state.events[dose - 1] ?? 0 } };
    return { next, closed: more.closed ?? state.closed, phase: more.phase ?? (state.phase === titration ? "" : state.phase), reasons: [reason] };
  };
  const judge = (state: TrialState, dose: number): LevelVerdict => judgeLevel(stages, state.n[dose - 1] ?? 0, state.events[dose - 1] ?? 0);
  const seen = (state: TrialState, dose = state.dose): string => `${state.events[dose - 1] ?? 0} of ${state.n[dose - 1] ?? 0} at dose level ${dose} had the event`;

  /** Not too much here: up, or where nothing higher is open, complete the level and end. */
  const goUp = (state: TrialState): DoseDecision => {
    const { dose } = state;
    if (dose < doses && state.closed[dose] !== true) return say(state, "escalate", `${seen(state)}: one dose level up.`, { kind: "treat", dose: dose + 1, size: first });
    const n = state.n[dose - 1] ?? 0;
    const atTop = dose === doses;
    const needed = (atTop ? choices.topDose === "expanded" : completes) ? complete : 0;
    if (n < needed) return say(state, "expand", `${seen(state)}; the level is completed to ${needed} before it is declared.`, { kind: "treat", dose, size: needed - n });
    if (atTop && choices.topDose === "not-reached") return say(state, "not-reached", `${seen(state)}; no higher dose level is left, and the maximum tolerated dose was not reached.`, { kind: "stop", why: "no-dose-left" });
    return say(state, "declare", `${seen(state)}: it is declared${atTop ? " as the highest dose level" : ", the one above was too much"}.`, { kind: "stop", why: "dose-found" });
  };

  /** Too much here: this and all higher levels are closed, and the levels below are looked at from the highest down. */
  const goDown = (state: TrialState): DoseDecision => {
    const closed = closeFrom(state.closed, state.dose);
    const wasDeclared = state.dose < doses && state.closed[state.dose] === true;
    const end = (rule: string, words: string, why: "safety" | "dose-found") => say(state, rule, `${seen(state)}: too much. ${words}`, { kind: "stop", why }, { closed });
    for (let below = state.dose - 1; below >= 1; below--) {
      if (closed[below - 1] === true) continue;
      const n = state.n[below - 1] ?? 0;
      const verdict = judge(state, below);
      if (verdict.kind === "too-much") {
        closed[below - 1] = true;
        continue;
      }
      if (choices.deEscalation === "none") {
        if (n === 0) return end("untested", `No lower dose level was given, and the design does not go down.`, "safety");
        if (choices.expansion === "none" || wasDeclared || n >= complete) return end("declare-below", `Dose level ${below} is declared (${seen(state, below)}).`, "dose-found");
      } else if (verdict.kind === "pass" && n >= complete) return end("declare-below", `Dose level ${below} is declared (${seen(state, below)}).`, "dose-found");
      const size = verdict.kind === "more" ? verdict.size : complete - n;
      return say(state, "de-escalate", `${seen(state)}: too much. Dose level ${below} is completed (${n === 0 ? "not given yet" : seen(state, below)}).`, { kind: "treat", dose: below, size }, { closed });
    }
    return end("lowest-too-much", "No lower dose level is left.", "safety");
  };

  /** Single participants, while nobody had the event. */
  const titrate = (state: TrialState, climb: number): DoseDecision => {
    const { dose } = state;
    if ((state.n[dose - 1] ?? 0) === 0) return say(state, "titrate", "One participant at this dose level.", { kind: "treat", dose, size: 1 }, { phase: titration });
    for (let up = Math.min(dose + climb, doses); up > dose; up--) {
      if (state.closed[up - 1] !== true) return say(state, "titrate", `${seen(state)}: the next single participant at dose level ${up}.`, { kind: "treat", dose: up, size: 1 }, { phase: titration });
    }
    return decideStage(state, "No higher dose level is open: cohorts from here on. ");
  };

  const decideStage = (state: TrialState, why = ""): DoseDecision => {
    const verdict = judge(state, state.dose);
    if (verdict.kind === "pass") return goUp(state);
    if (verdict.kind === "too-much") return goDown(state);
    return say(state, "more", `${why}${seen(state)}: ${verdict.size} more at this dose level.`, { kind: "treat", dose: state.dose, size: verdict.size });
  };

  const decide = (state: TrialState): DoseDecision => {
    requireState(state, doses);
    return state.phase === titration && (state.events[state.dose - 1] ?? 0) === 0 ? titrate(state, design.accelerated?.climb ?? 1) : decideStage(state);
  };

  const size = design.accelerated === undefined ? first : 1;
  const opening: DoseDecision = {
    next: { kind: "treat", dose: choices.start, size },
    closed: start.closed,
    phase,
    reasons: [{ rule: `${code}-start`, message: `The first cohort: ${size} at dose level ${choices.start}.`, numbers: { dose: choices.start, size } }],
  };
  const recommend = (state: TrialState) => recommendStaged(state, { name, doses, judge: (dose) => judge(state, dose), topDose: choices.topDose });
  // Up, more or too much depends on the counts here; where "too much" leads depends on the level below, on its first cohort.
  const looksAt = design.accelerated === undefined ? "current-dose" : "all-doses";
  return { name, variant, edition: "paper", doses, start, first: opening, decide, recommend, looksAt, countedBelow: start.n.map(() => first) };
}
