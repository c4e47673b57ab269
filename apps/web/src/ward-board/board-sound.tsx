import { useMemo } from "react";
import { Button } from "../ui/button.tsx";
import { t } from "../i18n/i18n.ts";
import { chooseSound } from "../bedside/alarms/choose-sound.ts";
import { useAlarmSound } from "../bedside/alarms/use-alarm-sound.ts";
import type { WardBoard } from "./use-ward-board.ts";

/** Sounds for critical alarms that nobody has answered, of any infusion, and for a lost connection. Says whether it can. */
export function BoardSound({ board }: { readonly board: WardBoard }) {
  const critical = useMemo(
    () => board.rows.filter((row) => row.phase !== "discharged").flatMap((row) => row.alarms.filter((alarm) => alarm.severity === "critical").map((alarm) => ({ severity: alarm.severity, escalated: alarm.escalated, acknowledged: alarm.acknowledged ? said : null }))),
    [board.rows],
  );
  const { isOn, turnOn } = useAlarmSound(chooseSound(critical, board.link));
  return (
    <Button size="bedside" variant={isOn ? "plain" : "primary"} icon="alarm" onPress={turnOn}>
      {t(isOn ? "ward-board.sound-on" : "ward-board.sound-off")}
    </Button>
  );
}

/** The choice of a sound asks only whether somebody answered. */
const said = { value: null, at: "", eventId: "", authorId: "", late: false } as const;
