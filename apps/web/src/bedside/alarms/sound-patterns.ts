/** The patterns of the sounds: told apart by rhythm and pitch, not by loudness. */
import type { AlarmSound } from "./choose-sound.ts";

export interface SoundPattern {
  readonly tones: readonly { readonly atMs: number; readonly hertz: number; readonly lengthMs: number }[];
  /** The pattern begins again after this. */
  readonly everyMs: number;
}

const critical = [0, 190, 380, 700, 890].map((atMs, index) => ({ atMs, hertz: index > 2 ? 988 : 784, lengthMs: 130 }));
const warning = [0, 350, 700].map((atMs) => ({ atMs, hertz: 587, lengthMs: 200 }));
const linkLost = [{ atMs: 0, hertz: 494, lengthMs: 260 }, { atMs: 300, hertz: 330, lengthMs: 420 }];

export const soundPatterns: Readonly<Record<Exclude<AlarmSound, "silence">, SoundPattern>> = {
  critical: { tones: critical, everyMs: 2600 },
  "critical-escalated": { tones: critical, everyMs: 1300 },
  warning: { tones: warning, everyMs: 7000 },
  "warning-escalated": { tones: warning, everyMs: 3500 },
  "link-lost": { tones: linkLost, everyMs: 10_000 },
};
