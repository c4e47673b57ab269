/**
 * How a dose level is judged in stages: after the first participants, and where that leaves it open, after some more.
 * 3+3, A+B, 3+3+3 and the rolling six differ in their stages only.
 */

export interface Stage {
  /** Participants of this stage alone. */
  readonly size: number;
  /** Largest number of events, over all stages up to this one, with which the dose level is passed. */
  readonly passUpTo: number;
  /** Smallest number of events, over all stages up to this one, with which the dose level is too much. */
  readonly tooMuchFrom: number;
}

export type LevelVerdict =
  | { readonly kind: "pass" }
  | { readonly kind: "too-much" }
  /** So many more are needed before the dose level can be judged. */
  | { readonly kind: "more"; readonly size: number };

const pass: LevelVerdict = { kind: "pass" };
const tooMuch: LevelVerdict = { kind: "too-much" };

/**
 * Judges a dose level.
 *
 * Between two looks (a participant could not be evaluated, or one more was treated) a level is too much as soon as the
 * next look could only say so, and is otherwise filled up to that look. Beyond the last look its limits hold on.
 *
 * @param stages the last one leaves nothing open.
 * @example judgeLevel([{ size: 3, passUpTo: 0, tooMuchFrom: 2 }, { size: 3, passUpTo: 1, tooMuchFrom: 2 }], 3, 1) // 3 more
 */
export function judgeLevel(stages: readonly Stage[], n: number, events: number): LevelVerdict {
  let until = 0;
  let before: Stage | null = null;
  for (const stage of stages) {
    until += stage.size;
    if (n === until) {
      if (events <= stage.passUpTo) return pass;
      if (events >= stage.tooMuchFrom) return tooMuch;
    } else if (n < until) {
      if (before !== null && n > until - stage.size && events <= before.passUpTo) return pass;
      return events >= stage.tooMuchFrom ? tooMuch : { kind: "more", size: until - n };
    }
    before = stage;
  }
  return before !== null && events <= before.passUpTo ? pass : tooMuch;
}

/** Participants with whom a dose level is complete enough to be declared: the first two stages. */
export const confirmedSize = (stages: readonly Stage[]): number => (stages[0]?.size ?? 0) + (stages[1]?.size ?? 0);
