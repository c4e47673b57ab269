/** Fastest that a hand types for a whole code: a keyboard wedge scanner stays under 30 ms a key. */
const slowestScannerGapMs = 50;

/**
 * Was a code typed by a scanner or by hand? A scanner types every character, with no long gap between any two. When the
 * keys were not all seen (pasted, an on-screen keyboard), it was by hand: the cautious answer.
 *
 * @param length characters of the code @param times time of each key in milliseconds
 */
export function methodOfTyping(length: number, times: readonly number[]): "scanner" | "hand" {
  if (length < 4 || times.length < length) return "hand";
  const slow = times.some((time, index) => index > 0 && time - (times[index - 1] ?? 0) > slowestScannerGapMs);
  return slow ? "hand" : "scanner";
}
