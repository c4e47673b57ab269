import type { PhaseId } from "@stroma/domain";
import { Checklist } from "../checklist/checklist.tsx";
import { DeviationsCard } from "../discharge/deviations-card.tsx";
import { DischargeCard } from "../discharge/discharge-card.tsx";
import { NextContactCard } from "../discharge/next-contact-card.tsx";
import { BodyCard } from "../dose/body-card.tsx";
import { DoseCard } from "../dose/dose-card.tsx";
import { IdentityCard } from "../identity/identity-card.tsx";
import { BagsCard } from "../product/bags-card.tsx";
import { LineCard } from "../product/line-card.tsx";
import { FindingsCard } from "../running/findings-card.tsx";
import { FlowCard } from "../running/flow-card.tsx";
import { RecordCard } from "../running/record-card.tsx";
import { ShiftCard } from "../running/shift-card.tsx";
import { TimelineCard } from "../running/timeline-card.tsx";
import { StartCard } from "../start/start-card.tsx";
import { Charted } from "./charted.tsx";
import { VitalSigns } from "./vital-signs.tsx";
import type { PhaseProgress } from "./choose-phase.ts";

/** What a step of the day shows, in the order in which it is done. */
export function PhaseBody({ phase, phases, onGo }: { readonly phase: PhaseId; readonly phases: readonly PhaseProgress[]; readonly onGo: (phase: PhaseId) => void }) {
  const progress = phases.find((one) => one.id === phase);
  const checklist = progress === undefined ? null : <Checklist progress={progress} />;
  switch (phase) {
    case "day-before":
      return <Columns left={checklist} right={<TimelineCard />} />;
    case "arrival":
      return <Columns left={checklist} right={<><BodyCard /><VitalSigns /></>} />;
    case "product-receipt":
      return <Columns left={<><BagsCard />{checklist}</>} right={<DoseCard />} />;
    case "time-out":
      return <Columns left={<><IdentityCard /><LineCard /></>} right={checklist} />;
    case "infusion":
      return <Columns left={<><FlowCard /><StartCard onGo={onGo} /><VitalSigns /><RecordCard /></>} right={<><Charted />{checklist}<FindingsCard /><ShiftCard /><TimelineCard /></>} />;
    case "observation":
      return <Columns left={<><VitalSigns />{checklist}</>} right={<><Charted /><FindingsCard /><RecordCard /><ShiftCard /><TimelineCard /></>} />;
    case "discharge":
      return <Columns left={<>{checklist}<VitalSigns /></>} right={<><DischargeCard /><NextContactCard /><DeviationsCard /><TimelineCard /></>} />;
  }
}

function Columns({ left, right }: { readonly left: React.ReactNode; readonly right: React.ReactNode }) {
  return (
    <div className="day-columns">
      <div className="day-column">{left}</div>
      <div className="day-column">{right}</div>
    </div>
  );
}
