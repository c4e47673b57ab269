import { useEffect, useMemo, useSyncExternalStore } from "react";
import { Button } from "../ui/button.tsx";
import { t } from "../i18n/i18n.ts";
import { createAlarmPlayer } from "../bedside/alarms/alarm-player.ts";
import { chooseSound } from "../bedside/alarms/choose-sound.ts";
import type { WardBoard } from "./use-ward-board.ts";

const player = createAlarmPlayer();

/** Sounds for critical alarms that nobody has answered, of any infusion, and for a lost connection. Says whether it can. */
export function BoardSound({ board }: { readonly board: WardBoard }) {
  const isOn = useSyncExternalStore(player.subscribe, player.isOn);
  const critical = useMemo(
    () => board.rows.filter((row) => row.phase !== "discharged").flatMap((row) => row.alarms.filter((alarm) => alarm.severity === "critical").map((alarm) => ({ severity: alarm.severity, escalated: alarm.escalated, acknowledged: alarm.acknowledged ? said : null }))),
    [board.rows],
  );
  const sound = chooseSound(critical, board.link);
  useEffect(() => player.play(sound), [sound]);
  useEffect(() => {
    const unlock = () => player.unlock();
    unlock();
    window.addEventListener("pointerup", unlock);
    window.addEventListener("keydown", unlock);
    return () => {
      window.removeEventListener("pointerup", unlock);
      window.removeEventListener("keydown", unlock);
      player.play("silence");
    };
  }, []);
  return (
    <Button size="bedside" variant={isOn ? "plain" : "primary"} icon="alarm" onPress={() => player.unlock()}>
      {t(isOn ? "ward-board.sound-on" : "ward-board.sound-off")}
    </Button>
  );
}

/** The choice of a sound asks only whether somebody answered. */
const said = { value: null, at: "", eventId: "", authorId: "", late: false } as const;
