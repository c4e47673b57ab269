/** Drives the library's generator in slices, so that a newer question or a stop is heard in between. */
import { type DoseDesign, type ExpandedDesign, type ExpansionProgress, expandDesign } from "@stroma/stats";
import { breathe } from "./breathe.ts";

export interface LayOutOptions {
  readonly isWanted: () => boolean;
  /** Milliseconds between two breaths. */
  readonly slice: number;
  readonly tell?: (progress: ExpansionProgress) => void;
}

/** Courses that are laid out already: another truth then takes about a millisecond. The one used last stands last. */
const laidOut = new Map<string, ExpandedDesign>();
const most = 24;

/** Null when a newer question came, or a stop. */
export async function layOut(key: string, design: () => DoseDesign, options: LayOutOptions): Promise<ExpandedDesign | null> {
  const known = laidOut.get(key) ?? (await drive(design(), options));
  if (known === null) return null;
  laidOut.delete(key);
  laidOut.set(key, known);
  if (laidOut.size > most) laidOut.delete(laidOut.keys().next().value ?? "");
  return known;
}

async function drive(design: DoseDesign, { isWanted, slice, tell }: LayOutOptions): Promise<ExpandedDesign | null> {
  const steps = expandDesign(design, { nodesAStep: 200 });
  let begun = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - begun < slice) continue;
    tell?.(step.value);
    await breathe();
    if (!isWanted()) return null;
    begun = performance.now();
  }
}
