/** Commands on a running infusion: pause, resume, change the rate, override an item, discharge. They may be refused. */
import { allowed, decideDischarge, decideOverride, decidePause, decideRateChange, decideResume, foldInfusion, ownRule } from "@stroma/domain";
import type { Decision, InfusionEvent, InfusionEventInput, InfusionState, Protocol, Role } from "@stroma/domain";
import { findEvents } from "../store/infusion-event-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import { findParticipant } from "../store/participant-store.ts";
import type { Tx } from "../store/store.ts";
import { findProtocolVersion } from "../store/study-store.ts";
import { eventOf, findCarriedOut, parseCommandEvent } from "./command-event.ts";
import { found, inStudy } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { refusedBy } from "./describe-decision.ts";
import { findUsedBags, keepFacts } from "./keep-facts.ts";
import { eventRole } from "./record-events.ts";
import type { CarriedOut } from "./start-infusion.ts";

const commandTypes = ["infusion-paused", "infusion-resumed", "rate-changed", "override-recorded", "discharge-recorded"] as const;
type CommandInput = Extract<InfusionEventInput, { readonly type: (typeof commandTypes)[number] }>;

/** Throws `refused` with the decision. A repeated request is answered as the first one was. */
export async function commandInfusion(context: CommandContext, infusionId: string, eventInput: unknown): Promise<CarriedOut> {
  // Asked for by type on the line, which the compiler cannot follow.
  const input = parseCommandEvent(context, eventInput, commandTypes) as CommandInput;
  const known = found(await context.store.read(context.siteId, (tx) => findInfusion(tx, context.siteId, infusionId)));
  return context.store.write(inStudy(context, known.studyId), async (write) => {
    const before = await findCarriedOut(write.tx, context, infusionId, input);
    if (before !== null) {
      write.unchanged();
      return { decision: allowed(ownRule("command")), event: before, facts: { outcomes: [], kept: [], courseChanged: false } };
    }
    const infusion = found(await findInfusion(write.tx, context.siteId, infusionId));
    const { protocol } = found(await findProtocolVersion(write.tx, infusion.protocolId));
    const state = foldInfusion(infusionId, await findEvents(write.tx, context.siteId, infusionId));
    const role = roleFor(context, protocol, input);
    const decision = await decide(write.tx, context, infusion, protocol, state, input, role);
    if (decision.outcome === "refused") throw refusedBy(decision);
    const event = eventOf(context, infusionId, input, role);
    return { decision, event, facts: await keepFacts(write, context, infusion, [event]) };
  });
}

/** A person with several roles overrides in the one that may. */
function roleFor(context: CommandContext, protocol: Protocol, input: CommandInput): InfusionEvent["authorRole"] {
  if (input.type !== "override-recorded") return eventRole(context);
  const item = protocol.checklist.flatMap((phase) => phase.items).find((one) => `item.${one.id}` === input.data.condition);
  return context.actor.roles.find((role) => item?.overrideBy.includes(role)) ?? eventRole(context);
}

async function decide(tx: Tx, context: CommandContext, infusion: InfusionRecord, protocol: Protocol, state: InfusionState, input: CommandInput, role: InfusionEvent["authorRole"]): Promise<Decision> {
  switch (input.type) {
    case "infusion-paused":
      return decidePause(state);
    case "infusion-resumed":
      return decideResume(state, protocol, await findUsedBags(tx, context.siteId, state), input.data.rate, context.now);
    case "rate-changed":
      return decideRateChange(state, protocol, await findUsedBags(tx, context.siteId, state), input.data.rate);
    case "override-recorded":
      return decideOverride(protocol, input.data.condition, role as Role, input.data.reason);
    case "discharge-recorded":
      return decideDischarge(state, protocol, found(await findParticipant(tx, context.siteId, infusion.participantId)), context.now, input.data);
  }
}
