/** Which dose level a truth makes the right one, so that shares above and below it can be named. */
import { DesignRefusal, requireFraction, requireWhole } from "./design-refusal.ts";

export interface TargetOptions {
  /** Target rate of events: the right dose level is the one whose true rate is nearest to it, the lower one of two. */
  readonly target?: number;
  /** The right dose level by name, where the nearest one is not meant; 0: every dose level is too much. */
  readonly targetDose?: number;
  /** "Most participants too high" means at least this share of a trial's participants above the right dose level; 0.6 unless told. */
  readonly mostShare?: number;
}

export interface TargetDose {
  readonly target: number | null;
  /** From 1; 0 where every dose level is too much. */
  readonly dose: number;
  readonly mostShare: number;
}

/** The rates are refused unless there is one from 0 to 1 for every dose level. */
export function requireTruth(truth: readonly number[], doses: number, path = "truth"): void {
  if (truth.length !== doses) throw new DesignRefusal("wrong-length", path, `There are ${truth.length} true rates for ${doses} dose levels.`, "Give one rate a dose level.");
  for (const [at, rate] of truth.entries()) {
    if (!(rate >= 0 && rate <= 1)) throw new DesignRefusal("not-a-rate", `${path}.${at}`, `The true rate ${String(rate)} of dose level ${at + 1} does not lie from 0 to 1.`, "Give a number from 0 to 1.");
  }
}

/** Null where no target is named. Throws DesignRefusal for a target that is none. */
export function findTargetDose(truth: readonly number[], options: TargetOptions): TargetDose | null {
  const { target = null, targetDose, mostShare = 0.6 } = options;
  if (target !== null) requireFraction("target", target);
  if (!(mostShare > 0 && mostShare <= 1)) throw new DesignRefusal("not-a-share", "mostShare", `${String(mostShare)} is no share.`, "Give a number above 0, at most 1.");
  if (targetDose !== undefined) return { target, dose: requireWhole("targetDose", targetDose, 0, truth.length), mostShare };
  if (target === null) return null;
  let dose = 1;
  for (const [at, rate] of truth.entries()) {
    if (Math.abs(rate - target) < Math.abs((truth[dose - 1] ?? 0) - target)) dose = at + 1;
  }
  return { target, dose, mostShare };
}
