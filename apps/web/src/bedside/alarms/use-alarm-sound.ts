/** Keeps the sound of a page in step with its alarms, while the page is open. */
import { useEffect, useSyncExternalStore } from "react";
import { createAlarmPlayer } from "./alarm-player.ts";
import { allowSound } from "./allow-sound.ts";
import type { AlarmSound } from "./choose-sound.ts";

/** One for all pages: what a touch has allowed on one page stays allowed on the next. */
const player = createAlarmPlayer();

export interface AlarmSoundState {
  readonly isOn: boolean;
  readonly turnOn: () => void;
}

/** Plays the sound until another one is asked for or the page is left. One page at a time may ask. */
export function useAlarmSound(sound: AlarmSound): AlarmSoundState {
  const isOn = useSyncExternalStore(player.subscribe, player.isOn);
  useEffect(() => player.play(sound), [sound]);
  useEffect(() => allowSound(player, window), []);
  return { isOn, turnOn: player.unlock };
}
