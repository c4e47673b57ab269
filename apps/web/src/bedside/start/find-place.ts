/** Where on the pages a condition of the start is mended. */
import type { PhaseId, Protocol } from "@stroma/domain";

export type Place = { readonly kind: "phase"; readonly phase: PhaseId; readonly elementId: string } | { readonly kind: "participant" } | { readonly kind: "limits" } | { readonly kind: "study" };

/** `null`: nothing on a page mends it, for example a time that has to pass. */
export function findPlace(reason: { readonly code: string; readonly path: string }, protocol: Pick<Protocol, "checklist">): Place | null {
  const { code, path } = reason;
  if (path.startsWith("item.")) {
    const phase = protocol.checklist.find((one) => one.items.some((item) => `item.${item.id}` === path));
    return phase === undefined ? null : { kind: "phase", phase: phase.id, elementId: `item-${path.slice("item.".length)}` };
  }
  if (code.startsWith("baseline")) return { kind: "phase", phase: "arrival", elementId: "place-vital-signs" };
  if (code.startsWith("identity")) return { kind: "phase", phase: "time-out", elementId: "place-identity" };
  if (code.startsWith("start-line")) return { kind: "phase", phase: "time-out", elementId: "place-line" };
  if (code.startsWith("weight")) return { kind: "phase", phase: "arrival", elementId: "place-weight" };
  if (code.startsWith("start-limits")) return { kind: "limits" };
  if (code.startsWith("consent") || code.startsWith("eligibility") || code.startsWith("start-slot") || code === "dose-level-missing") return { kind: "participant" };
  if (code.startsWith("start-dose-level") || code.startsWith("safety-hold")) return { kind: "study" };
  if (code.startsWith("start-bag") || path.startsWith("bag")) return { kind: "phase", phase: "product-receipt", elementId: "place-bags" };
  if (code.startsWith("dose") || path.startsWith("limit.") || path.startsWith("dose") || code.startsWith("rate")) return { kind: "phase", phase: "product-receipt", elementId: "place-dose" };
  return null;
}
