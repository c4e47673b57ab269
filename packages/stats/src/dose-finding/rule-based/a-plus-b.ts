import { requireWhole } from "../core/design-refusal.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { stagedDesign } from "./staged-design.ts";
import type { Stage } from "./staged-level.ts";
import { type StagedOptions, chooseStaged, describeChoices } from "./staged-options.ts";

/** The limits have the letters of the paper. */
export interface APlusBOptions extends StagedOptions {
  /** A: participants of the first cohort at a dose level. */
  readonly a: number;
  /** B: participants who are added. */
  readonly b: number;
  /** C: fewer than C events among A: one dose level up. */
  readonly c: number;
  /** D: more than D events among A: the dose level is too much; from C to D events B are added. */
  readonly d: number;
  /** E: at most E events among A + B: one dose level up; more are too much. */
  readonly e: number;
}

/**
 * The A+B design. 3+3 is `{ a: 3, b: 3, c: 1, d: 1, e: 1 }`.
 *
 * @param options limits: whole numbers with 1 <= C <= D < A and D <= E < A + B. `deEscalation: "return"` is the design with dose de-escalation of the paper, "none" (the default) the one
 * without; see StagedOptions for the others. At the top dose level the paper declares the highest level, as it stands.
 *
 * Throws DesignRefusal for limits outside these, naming the letter.
 *
 * Source: Lin and Shih 2001, doi 10.1093/biostatistics/2.2.203.
 * @example aPlusB({ doses: 4, a: 2, b: 4, c: 1, d: 1, e: 1 }).first.next // { kind: "treat", dose: 1, size: 2 }
 */
export function aPlusB(options: APlusBOptions): DoseDesign {
  const choices = chooseStaged(options, ["a", "b", "c", "d", "e"]);
  const { a, b, c, d, e } = options;
  const stages = stagesOf(options);
  const rule = `A+B with A ${a}, B ${b}, C ${c}, D ${d}, E ${e}: up after fewer than ${c} of ${a} or at most ${e} of ${a + b} with the event; ${b} more after ${c === d ? c : `${c} to ${d}`} of ${a}; too much after more than ${d} of ${a} or more than ${e} of ${a + b}.`;
  return stagedDesign({ name: `${a}+${b}`, code: "a-plus-b", variant: `${rule} ${describeChoices(choices, a, a + b)}`, stages, choices });
}

function stagesOf({ a, b, c, d, e }: APlusBOptions): readonly Stage[] {
  requireWhole("a", a, 2, 100);
  requireWhole("b", b, 1, 100);
  requireWhole("d", d, 1, a - 1);
  requireWhole("c", c, 1, d);
  requireWhole("e", e, d, a + b - 1);
  return [
    { size: a, passUpTo: c - 1, tooMuchFrom: d + 1 },
    { size: b, passUpTo: e, tooMuchFrom: e + 1 },
  ];
}
