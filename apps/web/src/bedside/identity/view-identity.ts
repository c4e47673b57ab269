/** What one person may see of the two identity checks of a bag. */
import { assessIdentity, foldInfusion, redactIdentity, type Bag, type InfusionEvent, type InfusionState, type Participant } from "@stroma/domain";

export interface IdentityView {
  readonly standing: "none" | "own-first" | "others-first" | "matched" | "mismatch" | "same-person";
  /** Both checks with their results; empty until both are made. */
  readonly passes: readonly { readonly eventId: string; readonly authorId: string; readonly at: string; readonly wristbandMatches: boolean; readonly bagMatches: boolean; readonly method: "scanner" | "hand" }[];
  /** Who made the first check, where it stands alone. */
  readonly firstBy: { readonly authorId: string; readonly at: string } | null;
}

/**
 * The state is redacted here once more, for the person whose hands hold the tablet: while one check stands alone, neither
 * its codes nor its result are shown, not even to the person who made it, because the second person stands beside.
 */
export function viewIdentity(state: InfusionState, participant: Pick<Participant, "wristbandCode">, bag: Pick<Bag, "id" | "code">, viewerId: string | null): IdentityView {
  const relevant = state.events.filter((event: InfusionEvent) => event.type === "identity-checked" || event.type === "event-corrected");
  const seen = foldInfusion(state.infusionId, redactIdentity(relevant, viewerId));
  const ofBag = seen.identityPasses.filter((pass) => pass.bagId === bag.id && pass.authorRole !== "device" && pass.authorRole !== "unsigned");
  const persons = new Set(ofBag.map((pass) => pass.authorId));
  const first = ofBag[0];
  if (first === undefined) return { standing: "none", passes: [], firstBy: null };
  const assessed = assessIdentity(seen, participant, bag);
  if (persons.size < 2) {
    const standing = first.authorId !== viewerId ? "others-first" : assessed.result === "same-person" ? "same-person" : "own-first";
    return { standing, passes: [], firstBy: { authorId: first.authorId, at: first.at } };
  }
  const passes = assessed.passes.map(({ pass, wristbandMatches, bagMatches }) => ({ eventId: pass.eventId, authorId: pass.authorId, at: pass.at, wristbandMatches, bagMatches, method: pass.method }));
  // A new round after a clean pair is hidden again until its second check; what both have made stays shown.
  return { standing: assessed.result === "matched" ? "matched" : assessed.result === "mismatch" ? "mismatch" : "own-first", passes, firstBy: null };
}
