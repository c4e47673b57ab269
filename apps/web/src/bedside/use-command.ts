/**
 * A command, which the server may refuse with reasons. Without the network the bedside goes on: what the same rules allow
 * here is recorded as a fact and sent later; what they refuse is refused here too.
 */
import { decideDischarge, decideOverride, decidePause, decideRateChange, decideResume, type Decision, type InfusionEventData } from "@stroma/domain";
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { CallFailure } from "../api-client.ts";
import { t } from "../i18n/i18n.ts";
import { useDay, type Day } from "./day.tsx";
import { wordedDecision } from "./worded.ts";

export type CommandType = "infusion-paused" | "infusion-resumed" | "rate-changed" | "override-recorded" | "discharge-recorded";

export function useCommand<T extends CommandType>(type: T, onDone?: () => void): UseMutationResult<void, Error, InfusionEventData[T]> {
  const day = useDay();
  return useMutation<void, Error, InfusionEventData[T]>({
    mutationFn: async (data) => {
      if (day.infusion.link !== "lost") {
        await day.infusion.command(type, data);
        return;
      }
      const decision = decideHere(day, type, data);
      if (decision.outcome === "refused") throw refusedHere(decision, day);
      await day.infusion.record(type, data);
    },
    onSuccess: () => onDone?.(),
  });
}

function decideHere(day: Day, type: CommandType, given: InfusionEventData[CommandType]): Decision {
  const { state, at } = day;
  const { protocol, bags, participant } = day.context;
  // `type` says which data it is; the compiler cannot follow that through a generic call.
  switch (type) {
    case "infusion-paused":
      return decidePause(state);
    case "infusion-resumed":
      return decideResume(state, protocol, bags, (given as InfusionEventData["infusion-resumed"]).rate, at);
    case "rate-changed":
      return decideRateChange(state, protocol, bags, (given as InfusionEventData["rate-changed"]).rate);
    case "override-recorded": {
      const { condition, reason } = given as InfusionEventData["override-recorded"];
      const decisions = day.roles.map((role) => decideOverride(protocol, condition, role, reason));
      return decisions.find((one) => one.outcome === "allowed") ?? decisions[0] ?? decideOverride(protocol, condition, "auditor", reason);
    }
    case "discharge-recorded":
      return decideDischarge(state, protocol, participant, at, given as InfusionEventData["discharge-recorded"]);
  }
}

function refusedHere(decision: Decision, day: Day): CallFailure {
  return new CallFailure("problem", null, {
    code: "refused", message: t("command.refused-here"), remedy: t("command.refused-here-remedy"),
    decision: wordedDecision(decision, day.at, day.timeZone), requestId: t("command.this-tablet"), serverTime: day.at,
  });
}
