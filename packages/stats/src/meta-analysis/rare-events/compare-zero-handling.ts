/** The zero-handling panel: every method for rare events side by side. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { type GivenOptions, choice, level, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { twoArmCounts } from "../effect-sizes/study-columns.ts";
import { poolStudies } from "../pooling/pool-studies.ts";
import { type ZeroEventsBound, boundZeroEvents } from "./bound-zero-events.ts";
import { estimateTwoArmMixed } from "./mixed/pool-two-arm-mixed.ts";
import { poolBetaBinomial } from "./pool-beta-binomial.ts";
import { poolMantelHaenszel } from "./pool-mantel-haenszel.ts";
import { poolPeto } from "./pool-peto.ts";
import { type NaturalLimits, type RareLimits, refusalOf } from "./rare-effect.ts";
import { readTwoArmCounts, requireSomeEvents, sumOf, uninformativeStudies } from "./two-arm-studies.ts";

export const zeroHandlingOptions = {
  measure: choice(["odds-ratio", "risk-ratio", "risk-difference"], "odds-ratio", "measure of effect; Peto's method and mixed models give odds ratios only, and stand in that table"),
  model: choice(["common", "random"], "random", "model of inverse-variance pooling and mixed models; Mantel-Haenszel and Peto have a common effect"),
  level,
} as const;

export interface ZeroHandlingRow {
  readonly name: string;
  readonly measure: string;
  /** Whether studies without events (or with nothing but events) were kept. */
  readonly doubleZero: "include" | "exclude";
  readonly method: string | null;
  readonly studies: number | null;
  readonly participants: number | null;
  readonly excluded: readonly { readonly row: number; readonly study: string; readonly reason: string; readonly says: string }[];
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly interval: RareLimits | null;
  readonly ratio: NaturalLimits | null;
  readonly difference: NaturalLimits | null;
  readonly warnings: readonly string[];
  readonly refusal: { readonly code: string; readonly reason: string; readonly remedy: string } | null;
}
export interface ZeroHandlingPanel extends ResultForm {
  readonly rows: readonly ZeroHandlingRow[];
  readonly studies: number;
  readonly participants: number;
  readonly events: { readonly treated: number; readonly controls: number };
  /** Studies without events in both arms, studies in which everybody had one, and those with one zero cell or more besides. */
  readonly zeros: { readonly doubleZero: number; readonly doubleFull: number; readonly singleZero: number };
  /** Exact upper bounds where nobody at all had the event. */
  readonly bound: ZeroEventsBound | null;
  readonly missing: MissingRows;
}

interface Outcome {
  readonly method: string;
  readonly studies: number;
  readonly participants: number | null;
  readonly excluded: ZeroHandlingRow["excluded"];
  readonly estimate: number;
  readonly standardError: number | null;
  readonly interval: RareLimits | null;
  readonly ratio: NaturalLimits | null;
  readonly difference: NaturalLimits | null;
  readonly warnings: readonly string[];
}
const slow = /^(Mixed model|Beta-binomial)/;
type Entry = readonly [name: string, measure: string, compute: (doubleZero: "include" | "exclude") => Outcome];

/**
 * One table: Mantel-Haenszel and inverse variance without and with each correction, Peto, four mixed models, beta-binomial, arcsine; each
 * with studies without events in and out. A method that cannot answer has its refusal in place of a number.
 *
 * A generator that yields progress. Throws StatisticRefusal `empty`, `events-above-n` and as `readOptions` does; all other refusals are
 * rows of the table. Without any event all rows are refusals, and `bound` has the exact upper bounds.
 *
 * @example runSteps(compareZeroHandling({ treatedEvents: [1, 0, 2], treatedTotal: [20, 30, 25], controlEvents: [3, 0, 4], controlTotal: [20, 30, 25] })).rows.length // 30
 */
export function* compareZeroHandling(columns: GivenColumns<typeof twoArmCounts>, options: GivenOptions<typeof zeroHandlingOptions> = {}): Generator<{ readonly done: number }, ZeroHandlingPanel, void> {
  const chosen = readOptions(zeroHandlingOptions, options);
  const studies = readTwoArmCounts(columns);
  const entries = entriesFor(studies, chosen);
  const rows: ZeroHandlingRow[] = [];
  const zeros = [...uninformativeStudies(studies).values()];
  for (const [name, measure, compute] of entries) {
    for (const doubleZero of ["exclude", "include"] as const) {
      const before = rows.at(-1);
      // Without such studies a model that takes its time says the same twice.
      rows.push(doubleZero === "include" && zeros.length === 0 && before !== undefined && slow.test(name) ? { ...before, doubleZero } : rowOf(name, measure, doubleZero, compute));
      yield { done: rows.length / (2 * entries.length) };
    }
  }
  const singleZero = studies.names.filter((_, at) => studies.treatedEvents[at] === 0 || studies.controlEvents[at] === 0 || studies.treatedEvents[at] === studies.treatedSize[at] || studies.controlEvents[at] === studies.controlSize[at]).length - zeros.length;
  const [treated, controls] = [sumOf(studies.treatedEvents), sumOf(studies.controlEvents)];
  const doubleZero = zeros.filter((one) => one === "double-zero").length;
  return resultOf({
    method: `Every method for rare events side by side (${chosen.measure.replace("-", " ")}), each with studies without events left out and kept; ${studies.names.length} studies, ${doubleZero} without any event; each row names its own method.`,
    rows,
    studies: studies.names.length,
    participants: sumOf(studies.treatedSize) + sumOf(studies.controlSize),
    events: { treated, controls },
    zeros: { doubleZero, doubleFull: zeros.length - doubleZero, singleZero },
    bound: treated + controls === 0 && sumOf(studies.treatedSize) > 0 && sumOf(studies.controlSize) > 0 ? boundZeroEvents({ treatedEvents: studies.treatedEvents, treatedTotal: studies.treatedSize, controlEvents: studies.controlEvents, controlTotal: studies.controlSize }, { level: chosen.level }) : null,
    missing: studies.missing,
  });
}

function rowOf(name: string, measure: string, doubleZero: "include" | "exclude", compute: Entry[2]): ZeroHandlingRow {
  const head = { name, measure, doubleZero };
  try {
    const { method, studies, participants, excluded, estimate, standardError, interval, ratio, difference, warnings } = compute(doubleZero);
    return { ...head, method, studies, participants, excluded, estimate, standardError, interval, ratio, difference, warnings, refusal: null };
  } catch (fault) {
    if (!(fault instanceof StatisticRefusal)) throw fault;
    return { ...head, method: null, studies: null, participants: null, excluded: [], estimate: null, standardError: null, interval: null, ratio: null, difference: null, warnings: [], refusal: refusalOf(fault) };
  }
}

function entriesFor(studies: ReturnType<typeof readTwoArmCounts>, { measure, model, level: confidence }: { readonly measure: "odds-ratio" | "risk-ratio" | "risk-difference"; readonly model: "common" | "random"; readonly level: number }): readonly Entry[] {
  const columns = { study: studies.names, treatedEvents: studies.treatedEvents, treatedTotal: studies.treatedSize, controlEvents: studies.controlEvents, controlTotal: studies.controlSize };
  // Rows as the caller gave them: those with something missing are gone here.
  const back = <Found extends { readonly row: number }>(found: readonly Found[]): readonly Found[] => found.map((one) => ({ ...one, row: studies.rows[one.row - 1] ?? one.row }));
  const inverse = (of: typeof measure | "arcsine-difference", correction?: "none" | "constant" | "treatment-arm" | "empirical"): Entry[2] => (doubleZero) => {
    // A correction, or the arcsine scale, would make an effect of 0 out of nothing.
    requireSomeEvents(studies);
    const pooled = poolStudies(columns, { measure: of, model, level: confidence, doubleZero, ...(correction === undefined ? {} : { correction }) });
    const out = new Map(pooled.effectSizes.excluded.map((one) => [one.row, one]));
    const participants = studies.names.reduce((sum, _, at) => sum + (out.has(at + 1) ? 0 : (studies.treatedSize[at] ?? 0) + (studies.controlSize[at] ?? 0)), 0);
    const { ratio, difference } = pooled;
    return { ...pooled, participants, excluded: back(pooled.effectSizes.excluded), ratio, difference };
  };
  const moved = (made: Outcome): Outcome => ({ ...made, excluded: back(made.excluded) });
  const corrections = ["none", "constant", "treatment-arm", "empirical"] as const;
  const named = (correction: string): string => (correction === "none" ? "no correction" : `${correction} correction`);
  const odds = measure === "odds-ratio";
  const mixed = (form: "unconditional-fixed" | "unconditional-random" | "conditional-approximate" | "conditional-exact"): Entry => [`Mixed model, ${form}`, "odds-ratio", (doubleZero) => runSteps(estimateTwoArmMixed(studies, { form, model, level: confidence, doubleZero, nodes: null, interval: "wald", profile: "none", coding: "half", heterogeneity: "none" }))];
  return [
    ...corrections.map((correction): Entry => [`Mantel-Haenszel, ${named(correction)}`, measure, (doubleZero) => moved(poolMantelHaenszel(columns, { measure, correction, doubleZero, level: confidence }))]),
    ...(odds ? [["Peto", "peto-odds-ratio", (doubleZero) => moved(poolPeto(columns, { doubleZero, level: confidence }))] satisfies Entry, mixed("unconditional-fixed"), mixed("unconditional-random"), mixed("conditional-approximate"), mixed("conditional-exact")] : []),
    ["Beta-binomial", measure, (doubleZero) => moved(runSteps(poolBetaBinomial(columns, { measure, doubleZero, level: confidence, profile: "none" })))],
    ...corrections.map((correction): Entry => [`Inverse variance, ${named(correction)}`, measure, inverse(measure, correction)]),
    ["Arcsine difference (sensitivity)", "arcsine-difference", inverse("arcsine-difference")],
  ];
}
