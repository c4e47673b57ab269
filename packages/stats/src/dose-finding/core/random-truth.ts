/** Random true rates, for characteristics that do not hang on scenarios chosen by hand. */
import type { Xoshiro128 } from "../../random/xoshiro128.ts";
import { requireFraction, requireWhole } from "./design-refusal.ts";

export interface RandomTruth {
  readonly truth: readonly number[];
  /** The dose level whose rate is nearest to the target: drawn first, each with the same probability. */
  readonly dose: number;
}

/**
 * A truth by the pseudo-uniform algorithm of Clertant and O'Quigley: (1) the right dose level j is drawn uniformly from
 * the J levels; (2) M from Beta(max(J - j, 0.5), 1) gives the upper bound B = target + (1 - target) M; (3) J rates are
 * drawn uniformly from 0 to B and sorted, again and again until level j is the nearest to the target.
 *
 * Step 3 is drawn at once from the distribution that the repeats lead to: with r the distance of the rate of level j from
 * the target, the j - 1 lower rates are uniform up to target - r and the J - j higher ones from target + r to B. The
 * repeats themselves would take millions of tries for low targets and many dose levels.
 *
 * Throws DesignRefusal for a number of dose levels outside 1 to 50 or a target outside (0, 1).
 * Source: Clertant M, O'Quigley J. Stat Med 2017;36:4638-49 (not read; cited so by the program of the authors of the SKBD
 * design, whose steps are these). Zhou, Murray, Pan and Yuan 2018, doi 10.1002/sim.7674 (recalled), use it too.
 *
 * @example drawTruth(randomStream(1), 5, 0.3).truth // five rising rates
 */
export function drawTruth(stream: Xoshiro128, doses: number, target: number): RandomTruth {
  requireWhole("doses", doses, 1, 50);
  requireFraction("target", target);
  const dose = 1 + Math.floor(stream.nextDouble() * doses);
  const bound = target + (1 - target) * stream.nextDouble() ** (1 / Math.max(doses - dose, 0.5));
  const distance = drawDistance(stream, { lower: dose - 1, higher: doses - dose, target, room: bound - target });
  const canBeBelow = distance <= target;
  const canBeAbove = distance <= bound - target;
  const nearest = canBeBelow && (!canBeAbove || stream.nextDouble() < 0.5) ? target - distance : target + distance;
  const between = (count: number, low: number, high: number): number[] => Array.from({ length: count }, () => low + (high - low) * stream.nextDouble());
  const rates = [...between(dose - 1, 0, target - distance), nearest, ...between(doses - dose, target + distance, bound)];
  return { truth: rates.toSorted((a, b) => a - b), dose };
}

interface Neighbours {
  readonly lower: number;
  readonly higher: number;
  readonly target: number;
  /** From the target to the upper bound. */
  readonly room: number;
}

/**
 * Density proportional to (1 - r / target)^lower (1 - r / room)^higher times the number of sides (one or two) on which a
 * rate at distance r has a place. It falls with r: the steeper factor is drawn, the rest accepted or not.
 */
function drawDistance(stream: Xoshiro128, { lower, higher, target, room }: Neighbours): number {
  const lowerFirst = lower > 0 && (higher === 0 || (lower + 1) / target >= (higher + 1) / room);
  const plain = lower === 0 && higher === 0;
  const scale = plain ? Math.max(target, room) : lowerFirst ? target : room;
  const power = plain ? 0 : lowerFirst ? lower : higher;
  for (;;) {
    const distance = scale * (1 - stream.nextDouble() ** (1 / (power + 1)));
    const sides = (distance <= target ? 1 : 0) + (distance <= room ? 1 : 0);
    const otherCount = lowerFirst ? higher : lower;
    const left = otherCount === 0 ? 1 : Math.max(0, 1 - distance / (lowerFirst ? room : target)) ** otherCount;
    if (stream.nextDouble() < (left * sides) / 2) return distance;
  }
}
