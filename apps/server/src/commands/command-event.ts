/** The event of a command, from what the device sent. */
import { parseInfusionEventInput } from "@stroma/domain";
import type { InfusionEvent, InfusionEventInput, InfusionEventType } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";
import { findEventsById } from "../store/infusion-event-store.ts";
import type { ReceivedEvent } from "../store/infusion-event-store.ts";
import type { Tx } from "../store/store.ts";
import { invalid } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { eventRole, futureFaults } from "./record-events.ts";

/** Parses the event and asks for one of the types. Throws `invalid-input` with every fault. */
export function parseCommandEvent(context: CommandContext, input: unknown, types: readonly InfusionEventType[], options: { readonly anyTime?: boolean } = {}): InfusionEventInput {
  const { authorId, ...rest } = (input ?? {}) as Record<string, unknown>;
  if (authorId !== undefined && authorId !== context.actor.personId) throw invalid("event.authorId", "author-not-sender", "A command is given by the person who is signed in.", "Switch the person.");
  const parsed = parseInfusionEventInput(rest);
  const faults = (!parsed.ok ? parsed.faults : options.anyTime === true ? [] : futureFaults(parsed.input, context)).map((fault) => ({ ...fault, path: `event.${fault.path}` }));
  if (!parsed.ok || faults.length > 0) throw new ApiError("invalid-input", { faults });
  if (!types.includes(parsed.input.type)) throw invalid("event.type", "not-in-list", `“${parsed.input.type}” is not given here.`, `One of: ${types.join(", ")}.`);
  return parsed.input;
}

/** Completes the input: the server adds infusion, receipt, author, device. */
export function eventOf(context: CommandContext, infusionId: string, input: InfusionEventInput, role: InfusionEvent["authorRole"] = eventRole(context)): ReceivedEvent {
  const authorId = context.actor.personId ?? context.actor.deviceId ?? "unsigned";
  return { ...input, infusionId, receivedAt: context.now, authorId, authorRole: role, deviceId: context.actor.deviceId ?? "browser" } as ReceivedEvent;
}

/** The event of this id, when the command was carried out before: a repeated request gets the first answer again. */
export async function findCarriedOut(tx: Tx, context: CommandContext, infusionId: string, input: InfusionEventInput): Promise<ReceivedEvent | null> {
  const [stored] = await findEventsById(tx, context.siteId, [input.id]);
  if (stored === undefined) return null;
  if (stored.infusionId !== infusionId || stored.type !== input.type || stored.clinicalTime !== input.clinicalTime) {
    throw new ApiError("conflict", { faults: [{ path: "event.id", code: "id-taken", message: "Another event bears this id.", remedy: "Make a new id." }] });
  }
  return stored;
}
