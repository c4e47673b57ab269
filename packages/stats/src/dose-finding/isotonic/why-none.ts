/** Why no dose level can be recommended, in words. */
export function whyNone(n: readonly number[], closed: readonly boolean[]): string {
  if (closed.every(Boolean)) return "Every dose level is closed.";
  if (n.every((size, at) => size === 0 || closed[at] === true)) return "No dose level that is open was treated.";
  return "No estimate lies below the de-escalation boundary.";
}
