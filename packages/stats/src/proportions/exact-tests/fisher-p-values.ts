/** Fisher's p-values of every 2 × 2 table with two given totals, made once for each number of events. */
import { logHypergeometricProbability } from "../../distributions/hypergeometric.ts";
import type { Alternative } from "../single/proportion-options.ts";

export function fisherPValues(first: number, second: number, alternative: Alternative): (x: number, y: number) => number {
  const byEvents: (Float64Array | undefined)[] = [];
  return (x, y) => {
    const events = x + y;
    const made = (byEvents[events] ??= pValuesGiven(first, second, events, alternative));
    return made[x - Math.max(0, events - second)] ?? 1;
  };
}

function pValuesGiven(first: number, second: number, events: number, alternative: Alternative): Float64Array {
  const low = Math.max(0, events - second);
  const size = Math.min(first, events) - low + 1;
  const mass = Float64Array.from({ length: size }, (_, i) => Math.exp(logHypergeometricProbability(low + i, first, second, events)));
  const made = new Float64Array(size);
  let sum = 0;
  if (alternative !== "two-sided") {
    for (let i = 0; i < size; i++) {
      const at = alternative === "less" ? i : size - 1 - i;
      made[at] = Math.min(1, (sum += mass[at] ?? 0));
    }
    return made;
  }
  // From both ends towards the mode, the less likely one first; what is as likely, but for rounding, comes in together.
  let [left, right] = [0, size - 1];
  while (left <= right) {
    const least = Math.min(mass[left] ?? 0, mass[right] ?? 0) * (1 + 1e-7);
    const [fromLeft, fromRight] = [left, right];
    while (left <= right && (mass[left] ?? 0) <= least) sum += mass[left++] ?? 0;
    while (right >= left && (mass[right] ?? 0) <= least) sum += mass[right--] ?? 0;
    const p = Math.min(1, sum);
    made.fill(p, fromLeft, left);
    made.fill(p, right + 1, fromRight + 1);
  }
  return made;
}
