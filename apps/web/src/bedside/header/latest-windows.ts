/** The windows for infusion events, one for each length: they all open with the start. */
import { valueIn, type EventWindow, type Source } from "@stroma/domain";

export interface WindowClock {
  readonly hours: number;
  readonly openUntil: string;
  readonly open: boolean;
  readonly source: Source;
}

export function latestWindows(windows: readonly EventWindow[]): WindowClock[] {
  const byLength = new Map<number, WindowClock>();
  for (const { window, openUntil, open } of windows) {
    const hours = valueIn(window, "h");
    const known = byLength.get(hours);
    if (known === undefined || known.openUntil < openUntil) byLength.set(hours, { hours, openUntil, open, source: window.source });
  }
  return [...byLength.values()].toSorted((a, b) => a.hours - b.hours);
}
