/** The keyboard design that goes on while outcomes are pending. */
import { requireWhole } from "../core/design-refusal.ts";
import { betaTail } from "../../distributions/beta.ts";
import { checkIntervalOptions } from "../interval/interval-options.ts";
import { type TargetInterval, keysAround, targetInterval } from "../interval/key-masses.ts";
import { type KeyboardOptions, keyboard } from "../interval/keyboard.ts";
import { type LateCounts, type LateIntervalDesign, type LateJudgement, lateInterval } from "./late-interval.ts";
import { requirePart } from "./tite-boin.ts";

export interface TiteKeyboardOptions extends Omit<KeyboardOptions, "edition"> {
  /** Largest part pending at the current dose level, 0 to 1; 1, which never waits for that reason, where left out. */
  readonly mostPending?: number;
  /** Known outcomes needed to go up while others are pending; 2 where left out. */
  readonly leastKnown?: number;
}

/** A key with its posterior probability. */
export interface KeyProbability {
  readonly low: number;
  readonly high: number;
  readonly probability: number;
}

/**
 * The posterior probability of every key, with pending participants as followed parts: Beta(1 + events, 1 + effective -
 * events), where `effective` is the number of known outcomes plus the followed parts of the window of those pending.
 *
 * Throws DesignRefusal for a key that does not lie inside 0 to 1, RangeError for fewer participants than events.
 *
 * Source: Lin R, Yuan Y. Biostatistics 2020;21:807-24, doi 10.1093/biostatistics/kxz007.
 *
 * @example keyProbabilities(3, 0, { low: 0.25, high: 0.35 })[0]?.probability // 1 - 0.95^4 = 0.18549…, the key from 0 to 0.05
 */
export function keyProbabilities(effective: number, events: number, key: TargetInterval): KeyProbability[] {
  const edges = keysAround(key);
  const tails = edges.map((edge) => ({ lower: betaTail(edge, 1 + events, 1 + effective - events), upper: betaTail(edge, 1 + events, 1 + effective - events, { tail: "upper" }) }));
  return edges.slice(0, -1).map((low, at) => {
    const from = tails[at] ?? { lower: 0, upper: 1 };
    const to = tails[at + 1] ?? { lower: 1, upper: 0 };
    return { low, high: edges[at + 1] ?? 1, probability: to.lower < 0.5 ? to.lower - from.lower : from.upper - to.upper };
  });
}

/** The key with the largest probability per width; the highest of equal ones. */
export function strongestKey(effective: number, events: number, key: TargetInterval): KeyProbability {
  const keys = keyProbabilities(effective, events, key);
  let best: KeyProbability = { low: 0, high: 1, probability: 0 };
  let most = -1;
  for (const one of keys) {
    const density = one.probability / (one.high - one.low);
    if (density >= most * (1 - 1e-12)) {
      best = one;
      most = density;
    }
  }
  return best;
}

/**
 * TITE-keyboard: up where the strongest key lies below the target key, down where it lies above, with pending participants
 * counted by how long they have been followed. With nobody pending it is the keyboard design.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Lin R, Yuan Y. Biostatistics 2020;21:807-24, doi 10.1093/biostatistics/kxz007.
 *
 * @example titeKeyboard({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 })
 */
export function titeKeyboard(options: TiteKeyboardOptions): LateIntervalDesign {
  const settings = checkIntervalOptions(options, ["marginBelow", "marginAbove", "mostPending", "leastKnown"]);
  const { mostPending: most, leastKnown: known, ...rest } = options;
  const mostPending = requirePart("mostPending", most ?? 1);
  const leastKnown = requireWhole("leastKnown", known ?? 2, 0, 1000);
  const inner = keyboard(rest);
  const key = targetInterval(settings.target, rest);

  const judge = ({ n, events, pending, followed }: LateCounts): LateJudgement => {
    const effective = n - pending + followed;
    const seen = `${events} of ${n} with an event, ${pending} pending; they count as ${effective.toFixed(2)} participants`;
    const numbers = { n, events, pending, followed, effective };
    // Only then is the answer the same whatever the pending outcomes will be.
    if (n > 0 && events >= inner.bounds(n).deescalate) return { move: "de-escalate", rule: "de-escalate", message: `${seen}: too many events whatever the pending outcomes will be. Down.`, numbers };
    if (pending > mostPending * n + 1e-10) return { move: "wait", rule: "suspend", message: `${seen}: more than ${Math.round(mostPending * 100)} % are pending. Nobody is treated until more is known.`, numbers };
    const best = strongestKey(effective, events, key);
    const where = `the strongest key is ${best.low.toFixed(3)} to ${best.high.toFixed(3)}`;
    if (best.low < key.low - 1e-9) {
      if (pending > 0 && n - pending < leastKnown) return { move: "wait", rule: "too-few-known", message: `${seen}: going up needs ${leastKnown} known outcomes; ${n - pending} so far.`, numbers: { ...numbers, leastKnown } };
      return { move: "escalate", rule: "escalate", message: `${seen}; ${where}, below the target key. Up.`, numbers };
    }
    if (best.low > key.low + 1e-9) return { move: "de-escalate", rule: "de-escalate", message: `${seen}; ${where}, above the target key. Down.`, numbers };
    return { move: "stay", rule: "stay", message: `${seen}; ${where}, the target key. Stay.`, numbers };
  };

  const parts = [...(mostPending < 1 ? [`nobody is treated while more than ${Math.round(mostPending * 100)} % at the dose level are pending`] : []), ...(leastKnown > 0 ? [`going up while outcomes are pending needs ${leastKnown} known ones`] : [])];
  return lateInterval({
    name: "TITE-keyboard",
    code: "tite-keyboard",
    variant: `${inner.variant.replace(/^Keyboard/, "TITE-keyboard")} ${["Pending participants count as the followed part of a participant without event", ...parts].join("; ")}.`,
    edition: "paper",
    inner,
    settings,
    judge,
    waitAtLowest: false,
  });
}
