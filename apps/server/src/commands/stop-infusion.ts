/** Stop: always recorded, whoever says it; an enrolled tablet is enough. */
import { findInfusion } from "../store/infusion-store.ts";
import { eventOf, parseCommandEvent } from "./command-event.ts";
import { found } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { keepCandidates } from "./record-events.ts";
import type { RecordedEvents } from "./record-events.ts";

export async function stopInfusion(context: CommandContext, infusionId: string, eventInput: unknown): Promise<RecordedEvents> {
  const input = parseCommandEvent(context, eventInput, ["infusion-stopped"]);
  const infusion = found(await context.store.read(context.siteId, (tx) => findInfusion(tx, context.siteId, infusionId)));
  const role = context.actor.personId === null ? "unsigned" : undefined;
  return keepCandidates(context, infusion, [{ event: eventOf(context, infusionId, input, role) }]);
}
