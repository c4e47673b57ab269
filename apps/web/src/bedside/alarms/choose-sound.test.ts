import { describe, expect, it } from "vitest";
import type { Known } from "@stroma/domain";
import { chooseSound } from "./choose-sound.ts";
import { soundPatterns } from "./sound-patterns.ts";

const answered: Known<string | null> = { value: null, at: "2026-03-04T10:00:00.000Z", eventId: "e", authorId: "p", late: false };
const alarm = (severity: "critical" | "warning", more: { acknowledged?: typeof answered; escalated?: boolean } = {}) => ({ severity, acknowledged: more.acknowledged ?? null, escalated: more.escalated ?? false });

describe("The sound at the bedside", () => {
  it("is silence while there is no alarm and the connection is live", () => {
    expect(chooseSound([], "live")).toBe("silence");
  });
  it("is the critical one as soon as one unanswered alarm is critical, wherever it stands", () => {
    expect(chooseSound([alarm("warning"), alarm("critical")], "live")).toBe("critical");
  });
  it("goes on with the warning when the critical alarm was answered", () => {
    expect(chooseSound([alarm("critical", { acknowledged: answered }), alarm("warning")], "live")).toBe("warning");
  });
  it("is silence when every alarm was answered", () => {
    expect(chooseSound([alarm("critical", { acknowledged: answered, escalated: true })], "live")).toBe("silence");
  });
  it("becomes faster when nobody answers, and an escalated warning never drowns a critical alarm", () => {
    expect(chooseSound([alarm("critical", { escalated: true })], "live")).toBe("critical-escalated");
    expect(chooseSound([alarm("warning", { escalated: true })], "live")).toBe("warning-escalated");
    expect(chooseSound([alarm("warning", { escalated: true }), alarm("critical")], "live")).toBe("critical");
    expect(soundPatterns["critical-escalated"].everyMs).toBeLessThan(soundPatterns.critical.everyMs);
    expect(soundPatterns["warning-escalated"].everyMs).toBeLessThan(soundPatterns.warning.everyMs);
  });
  it("says a lost connection with its own sound, and only while no alarm sounds", () => {
    expect(chooseSound([], "lost")).toBe("link-lost");
    expect(chooseSound([alarm("warning")], "lost")).toBe("warning");
    const tones = new Set(Object.values(soundPatterns).map((pattern) => pattern.tones.map((tone) => `${tone.hertz}@${tone.atMs}`).join()));
    expect(tones.size).toBe(3);
  });
});
