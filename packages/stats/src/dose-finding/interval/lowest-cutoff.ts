import { DesignRefusal } from "../core/design-refusal.ts";
import { requireSwitch } from "../core/require-options.ts";

/** Cutoff at the lowest dose level with the stricter stop; `null` without it. */
export function lowestCutoffOf(options: { readonly extraSafe?: boolean; readonly offset?: number }, cutoff: number): number | null {
  const { offset } = options;
  if (!requireSwitch("extraSafe", options.extraSafe)) {
    if (offset === undefined) return null;
    throw new DesignRefusal("offset-without-extra-safe", "offset", "The offset has no effect without extraSafe.", "Set extraSafe to true, or leave the offset out.");
  }
  const used: unknown = offset ?? 0.05;
  if (typeof used === "number" && used >= 0 && used < 0.5 && used < cutoff) return cutoff - used;
  throw new DesignRefusal("offset-out-of-range", "offset", `${String(used)} is not from 0 to below 0.5 and below the cutoff.`, "Give a number from 0 to below 0.5, for example 0.05.");
}
