import type { PhaseId } from "@stroma/domain";
import { useMemo, useState } from "react";
import { useDay } from "./day.tsx";
import { StopReasonRow } from "./header/stop-reason.tsx";
import { ComplicationButton, OpenPathways } from "./pathway/complication-panel.tsx";
import { choosePhase, assessPhases } from "./phases/choose-phase.ts";
import { PhaseBody } from "./phases/phase-body.tsx";
import { PhaseSteps } from "./phases/phase-steps.tsx";
import { RejectedEntries } from "./rejected-entries.tsx";
import { StandingNotices } from "./standing-notices.tsx";

/** The day below the header: the steps, the chosen one, and open pathways over the foot of the page. */
export function InfusionDay() {
  const { state, context, clocks } = useDay();
  const bagCodes = useMemo(() => context.bags.filter((bag) => bag.reservedForInfusionId === state.infusionId).map((bag) => bag.code), [context.bags, state.infusionId]);
  const phases = useMemo(() => assessPhases(state, context.protocol, { wristband: context.participant.wristbandCode, bags: bagCodes }), [state, context, bagCodes]);
  const current = choosePhase(state, phases, clocks.observation?.exceeded ?? false);
  // A start or a stop moves the page on; an answered item does not pull it away from under a finger.
  const [choice, setChoice] = useState<{ readonly during: typeof state.phase; readonly step: PhaseId } | null>(null);
  const [opened] = useState(current);
  const shown = choice !== null && choice.during === state.phase ? choice.step : state.phase === "preparing" ? opened : current;
  const setChosen = (step: PhaseId) => setChoice({ during: state.phase, step });
  return (
    <>
      <RejectedEntries />
      <StandingNotices />
      <div className="day-bar no-print">
        <PhaseSteps phases={phases} chosen={shown} current={current} onChoose={setChosen} />
        <ComplicationButton />
      </div>
      <StopReasonRow />
      <PhaseBody phase={shown} phases={phases} onGo={setChosen} />
      <OpenPathways />
    </>
  );
}
