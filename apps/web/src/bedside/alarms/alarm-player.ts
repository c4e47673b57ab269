/** Plays the alarm patterns by Web Audio. A browser lets a page sound only after a touch: until then it is off, and says so. */
import type { AlarmSound } from "./choose-sound.ts";
import { soundPatterns } from "./sound-patterns.ts";

export interface AlarmPlayer {
  /** Asks the browser to let the page sound; to be called from a touch or a key. */
  unlock(): void;
  play(sound: AlarmSound): void;
  isOn(): boolean;
  subscribe(listener: () => void): () => void;
}

export function createAlarmPlayer(): AlarmPlayer {
  let audio: AudioContext | null = null;
  let current: AlarmSound = "silence";
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const beat = () => {
    if (audio === null || audio.state !== "running" || current === "silence") return;
    for (const { atMs, hertz, lengthMs } of soundPatterns[current].tones) soundTone(audio, hertz, audio.currentTime + atMs / 1000, lengthMs / 1000);
  };
  const restart = () => {
    clearInterval(timer);
    timer = undefined;
    if (current === "silence") return;
    beat();
    timer = setInterval(beat, soundPatterns[current].everyMs);
  };
  const wake = async (context: AudioContext) => {
    // A browser may refuse; the button then goes on saying that the sound is off.
    await context.resume().catch(() => undefined);
    tell();
    restart();
  };
  return {
    unlock() {
      if (typeof AudioContext === "undefined") return;
      if (audio === null) {
        audio = new AudioContext();
        audio.addEventListener("statechange", tell);
      }
      if (audio.state === "running") return;
      void wake(audio);
    },
    play(sound) {
      if (sound === current) return;
      current = sound;
      restart();
    },
    isOn: () => audio?.state === "running",
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A tone with soft edges, so that it does not click. */
function soundTone(audio: AudioContext, hertz: number, at: number, length: number): void {
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.type = "triangle";
  tone.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.5, at + 0.015);
  gain.gain.setValueAtTime(0.5, at + length - 0.03);
  gain.gain.linearRampToValueAtTime(0, at + length);
  tone.connect(gain).connect(audio.destination);
  tone.start(at);
  tone.stop(at + length + 0.02);
}
