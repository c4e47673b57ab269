/** Ends of trials as rows of whole numbers, for sums over many of them. */
import type { DoseDecision, Recommendation, StopKind } from "./dose-decision.ts";
import { stopKinds } from "./state-graph.ts";
import { grown } from "./row-index.ts";
import type { TrialState } from "./trial-state.ts";

/**
 * What stands where in a row: these, then n by dose level, then events by dose level.
 * `kind` 0: a dose is recommended, 1: not reached, 2: none. `dose` from 1; 0 where there is none. `reason`, `rule` and
 * `stop` are places in `reasonsForNone` (-1 where there is a dose), `rules` and `stopKinds`.
 */
export const endField = { kind: 0, dose: 1, reason: 2, rule: 3, stop: 4, totalN: 5, totalEvents: 6, n: 7 } as const;

export interface ReasonForNone {
  readonly why: string;
  readonly rule: string;
}

export interface TrialEnd {
  readonly state: TrialState;
  readonly decision: DoseDecision;
  readonly recommendation: Recommendation;
}

export class EndTable {
  readonly doses: number;
  /** Numbers in a row. */
  readonly width: number;
  count = 0;
  rows: Int32Array;
  readonly reasonsForNone: ReasonForNone[] = [];
  /** Rules that recommended. */
  readonly rules: string[] = [];
  private readonly rulePlaces = new Map<string, number>();
  private readonly reasonPlaces = new Map<string, number>();

  constructor(doses: number) {
    this.doses = doses;
    this.width = endField.n + 2 * doses;
    this.rows = new Int32Array(this.width * 2048);
  }

  /** Adds a row and gives its number. */
  add({ state, decision, recommendation }: TrialEnd): number {
    return this.addEnd(state, decision.next.kind === "stop" ? decision.next.why : null, recommendation);
  }

  /** As `add`, for who has no decision at hand; `why` null where the trial was left before its end. */
  addEnd(state: TrialState, why: StopKind | null, recommendation: Recommendation): number {
    const start = this.count * this.width;
    if (start + this.width > this.rows.length) this.rows = grown(this.rows);
    const { rows, doses } = this;
    const { kind } = recommendation;
    rows[start + endField.kind] = kind === "dose" ? 0 : kind === "not-reached" ? 1 : 2;
    rows[start + endField.dose] = kind === "dose" ? recommendation.dose : kind === "not-reached" ? recommendation.maximumAdministeredDose : 0;
    rows[start + endField.reason] = kind === "none" ? this.reasonPlace(recommendation.why, recommendation.rule) : -1;
    rows[start + endField.rule] = this.rulePlace(recommendation.rule);
    rows[start + endField.stop] = why === null ? -1 : stopKinds.indexOf(why);
    let totalN = 0;
    let totalEvents = 0;
    for (let at = 0; at < doses; at++) {
      const n = state.n[at] ?? 0;
      const events = state.events[at] ?? 0;
      rows[start + endField.n + at] = n;
      rows[start + endField.n + doses + at] = events;
      totalN += n;
      totalEvents += events;
    }
    rows[start + endField.totalN] = totalN;
    rows[start + endField.totalEvents] = totalEvents;
    return this.count++;
  }

  private rulePlace(rule: string): number {
    if (this.rules[0] === rule) return 0;
    let place = this.rulePlaces.get(rule);
    if (place === undefined) this.rulePlaces.set(rule, (place = this.rules.push(rule) - 1));
    return place;
  }

  private reasonPlace(why: string, rule: string): number {
    const [first] = this.reasonsForNone;
    if (first !== undefined && first.why === why && first.rule === rule) return 0;
    const key = `${rule}\n${why}`;
    let place = this.reasonPlaces.get(key);
    if (place === undefined) this.reasonPlaces.set(key, (place = this.reasonsForNone.push({ why, rule }) - 1));
    return place;
  }
}
