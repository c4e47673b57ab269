import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { LeaveButton } from "../../app/leave-button.tsx";
import { ThemeMenu } from "../../app/theme-menu.tsx";
import { isMessageId, t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { SwitchPersonDialog } from "../../sign-in/switch-person-dialog.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AlarmArea } from "../alarms/alarm-area.tsx";
import { SoundButton } from "../alarms/sound-button.tsx";
import { useDay } from "../day.tsx";
import { ClockRow } from "./clock-row.tsx";
import { LinkState } from "./link-state.tsx";
import { StopButton } from "./stop-button.tsx";
import { StopSaid } from "./stop-said.tsx";
import { useStripHeight } from "./use-strip-height.ts";

/** Always on the screen: who, where in the day, the clocks, the connection, the sound, the stop, the alarms. */
export function HeaderStrip() {
  const { infusion, state, context } = useDay();
  const { person } = useSession();
  const strip = useStripHeight();
  const { participant, protocol } = context;
  const level = protocol.dose.levels.find((one) => one.level === (context.infusion.doseLevel ?? participant.doseLevel));
  const phase = `infusion-phase.${state.phase}`;
  const mayStop = state.phase === "running" || state.phase === "paused";
  return (
    <header className="strip" ref={strip}>
      {/* First in the order of the keyboard; its place on the screen is set by the grid. */}
      <div className="strip-stop">
        {mayStop ? <StopButton onStop={() => void infusion.stop({ reason: "other" })} /> : state.stop !== null && state.phase === "stopped" ? <StopSaid at={state.stop.at} isCompleted={state.stop.value.reason === "completed"} /> : <span className="stop-place">{t(state.phase === "preparing" ? "stop.not-running" : "stop.is-stopped")}</span>}
      </div>
      <div className="strip-main">
        <div className="strip-row">
          <div className="strip-who">
            {person !== null && <Link to="/ward-board" className="strip-back" aria-label={t("bedside.to-ward-board")}><Icon name="back" size={24} /></Link>}
            <h1 className="strip-number">{participant.number}</h1>
            {participant.synthetic && <Badge tone="info" icon="info">{t("bedside.synthetic")}</Badge>}
            <span className="strip-study">
              <span>{level === undefined ? t("bedside.no-dose-level") : level.label}</span>
              <StudyCode code={protocol.id} title={protocol.title} />
            </span>
            <Badge tone={state.phase === "running" ? "good" : state.phase === "stopped" ? "critical" : state.phase === "paused" ? "warning" : "neutral"} icon={state.phase === "running" ? "play" : state.phase === "paused" ? "pause" : state.phase === "stopped" ? "stop" : "clock"}>{isMessageId(phase) ? t(phase) : state.phase}</Badge>
          </div>
          <div className="strip-tools">
            <SoundButton />
            <PersonTools />
          </div>
        </div>
        <div className="strip-row">
          <ClockRow />
          <LinkState />
        </div>
      </div>
      <AlarmArea />
    </header>
  );
}

/** The study by its code; a tap shows its full title. */
function StudyCode({ code, title }: { readonly code: string; readonly title: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="strip-code" title={title} onClick={() => setOpen(true)}>{code}</button>
      <Dialog title={code} isOpen={isOpen} onClose={() => setOpen(false)}><p>{title}</p></Dialog>
    </>
  );
}

function PersonTools() {
  const session = useSession();
  const [switching, setSwitching] = useState(false);
  const canSwitch = session.tablet !== null || (session.answer?.examplePeople.length ?? 0) > 0;
  if (session.person === null) return <ThemeMenu />;
  return (
    <>
      <Button icon={canSwitch ? "swap" : "person"} isDisabled={!canSwitch} aria-label={t("bedside.switch-from", { name: session.person.displayName })} onPress={() => setSwitching(true)}>
        <span className="strip-person">{session.person.displayName}</span>
      </Button>
      <span className="strip-lock"><LeaveButton /></span>
      <ThemeMenu />
      <SwitchPersonDialog isOpen={switching} onClose={() => setSwitching(false)} />
    </>
  );
}
