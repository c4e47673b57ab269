/** From a route's input to a command's context. */
import type { OperationId } from "@stroma/api";
import type { AppParts } from "../app-parts.ts";
import type { CommandContext } from "../commands/command-context.ts";
import type { HandlerInput } from "../http/register.ts";

export function commandOf<Id extends OperationId>(parts: AppParts, input: Pick<HandlerInput<Id>, "siteId" | "actor" | "now">): CommandContext {
  return { store: parts.store, siteId: input.siteId, actor: input.actor, now: input.now, newId: parts.newId };
}
