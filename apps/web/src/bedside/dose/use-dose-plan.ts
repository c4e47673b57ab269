/** The dose of this infusion by the pinned protocol, at the rate that is entered or confirmed. */
import { deriveDose, type Assessment, type DosePlan, type Quantity } from "@stroma/domain";
import { useMemo } from "react";
import { useDay } from "../day.tsx";

export function useDosePlan(rate: Quantity | null): Assessment<DosePlan> {
  const { state, context } = useDay();
  return useMemo(
    () =>
      deriveDose({
        protocol: context.protocol,
        doseLevel: context.participant.doseLevel,
        weight: state.weight?.value ?? null,
        previousWeight: context.participant.lastWeight?.quantity ?? null,
        weightConfirmed: state.weightConfirmed?.value ?? null,
        height: state.height?.value ?? context.participant.height,
        sex: context.participant.sex,
        lots: context.lots,
        bags: context.bags.filter((bag) => bag.reservedForInfusionId === state.infusionId),
        ...(rate !== null && { rate }),
      }),
    [state, context, rate],
  );
}
