/**
 * The command to start. It may be refused; a start that is reported to have happened is another door (`record-events.ts`).
 * Writes of one study at one site take turns, so that of two simultaneous starts the second one sees the first.
 */
import { allowed, decideStart, foldInfusion, ownRule, redactIdentity } from "@stroma/domain";
import type { Decision, InfusionState, StartContext } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";
import { findEvents } from "../store/infusion-event-store.ts";
import type { ReceivedEvent } from "../store/infusion-event-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import type { WriteTx } from "../store/store.ts";
import { eventOf, findCarriedOut, parseCommandEvent } from "./command-event.ts";
import { found, inStudy } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { refusedBy } from "./describe-decision.ts";
import { keepFacts } from "./keep-facts.ts";
import type { KeptFacts } from "./keep-facts.ts";
import { loadStartContext } from "./load-start-context.ts";

export interface CarriedOut {
  readonly decision: Decision;
  readonly event: ReceivedEvent;
  readonly facts: KeptFacts;
}

/** Throws `refused` with every unmet condition; the refusal itself is written to the audit trail. */
export async function startInfusion(context: CommandContext, infusionId: string, eventInput: unknown): Promise<CarriedOut> {
  const input = parseCommandEvent(context, eventInput, ["infusion-started"]);
  if (input.type !== "infusion-started") throw new Error("Unreachable: the type was asked for.");
  const known = found(await context.store.read(context.siteId, (tx) => findInfusion(tx, context.siteId, infusionId)));
  const outcome = await context.store.write(inStudy(context, known.studyId), async (write): Promise<CarriedOut | Decision> => {
    const before = await findCarriedOut(write.tx, context, infusionId, input);
    if (before !== null) {
      write.unchanged();
      return { decision: allowed(ownRule("start-permission")), event: before, facts: { outcomes: [], kept: [], courseChanged: false } };
    }
    const infusion = found(await findInfusion(write.tx, context.siteId, infusionId));
    const events = await findEvents(write.tx, context.siteId, infusionId);
    const state = foldInfusion(infusionId, events);
    requirePlannedBag(state, input.data);
    const startContext = await loadStartContext(write.tx, context.siteId, infusion, state, context.now);
    const decision = decideStart(state, startContext);
    const decisionId = noteDecision(write, context, infusionId, decision);
    if (decision.outcome === "refused") return decisionForViewer(decision, startContext, infusionId, events, context.actor.personId);
    const event = eventOf(context, infusionId, { ...input, data: { ...input.data, authorisationId: decisionId } });
    return { decision, event, facts: await keepFacts(write, context, infusion, [event]) };
  });
  if ("event" in outcome) return outcome;
  throw refusedBy(outcome);
}

function noteDecision(write: WriteTx, context: CommandContext, infusionId: string, decision: Decision): string {
  const id = context.newId();
  const reasons = decision.reasons.map((reason) => ({ code: reason.code, path: reason.path }));
  write.audit({ what: decision.outcome === "allowed" ? "start-authorised" : "start-refused", entity: "infusion", entityId: infusionId, from: null, to: { decisionId: id, rule: decision.rule, reasons, met: decision.met.map((reason) => reason.code) } });
  return id;
}

/** A refusal must not tell the second person what the first one scanned. */
export function decisionForViewer(decision: Decision, context: StartContext, infusionId: string, events: readonly ReceivedEvent[], viewerId: string | null): Decision {
  const seen = decideStart(foldInfusion(infusionId, redactIdentity(events, viewerId)), context);
  return seen.outcome === decision.outcome ? seen : decision;
}

/** The command names what flows: it must be the next bag of the confirmed dose, at the confirmed rate. */
function requirePlannedBag(state: InfusionState, data: { readonly bagId: string; readonly rate: { readonly value: number; readonly unit: string } }): void {
  const dose = state.doseConfirmed?.value;
  // Without a confirmed dose the decision refuses, and says so in its own words.
  if (dose === undefined) return;
  const next = dose.bagIds.find((bagId) => (state.bags.get(bagId)?.startedAt ?? null) === null);
  const faults = [];
  if (next !== undefined && next !== data.bagId) faults.push({ path: "event.data.bagId", code: "not-next-bag", message: "This is not the next bag of the confirmed dose.", remedy: "Take the bags in the order of the confirmed dose, or confirm the dose anew." });
  if (data.rate.value !== dose.rate.value || data.rate.unit !== dose.rate.unit) faults.push({ path: "event.data.rate", code: "rate-not-confirmed", message: "The rate is not the confirmed one.", remedy: "Start at the confirmed rate and change it afterwards, or confirm the dose anew." });
  if (faults.length > 0) throw new ApiError("conflict", { faults });
}
