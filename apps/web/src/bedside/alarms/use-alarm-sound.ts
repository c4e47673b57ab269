/** Keeps the sound in step with the alarms, while the bedside is open. */
import { useEffect, useSyncExternalStore } from "react";
import { useDay } from "../day.tsx";
import { createAlarmPlayer } from "./alarm-player.ts";
import { chooseSound, type AlarmSound } from "./choose-sound.ts";

const player = createAlarmPlayer();

export interface AlarmSoundState {
  readonly isOn: boolean;
  readonly sound: AlarmSound;
  readonly turnOn: () => void;
}

export function useAlarmSound(): AlarmSoundState {
  const { alarms, infusion, state } = useDay();
  const isOn = useSyncExternalStore(player.subscribe, player.isOn);
  const sound = state.phase === "discharged" ? "silence" : chooseSound(alarms, infusion.link);
  useEffect(() => player.play(sound), [sound]);
  useEffect(() => {
    // Any touch or key allows the sound: nobody has to look for the button first.
    const unlock = () => player.unlock();
    // Making the sound device takes a tenth of a second: the page is drawn before.
    const soon = setTimeout(unlock, 500);
    window.addEventListener("pointerup", unlock);
    window.addEventListener("keydown", unlock);
    return () => {
      clearTimeout(soon);
      window.removeEventListener("pointerup", unlock);
      window.removeEventListener("keydown", unlock);
      player.play("silence");
    };
  }, []);
  return { isOn, sound, turnOn: player.unlock };
}
