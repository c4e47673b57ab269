import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AlarmPlayer } from "./alarm-player.ts";
import { allowSound } from "./allow-sound.ts";

const player = { unlock: vi.fn<AlarmPlayer["unlock"]>(), play: vi.fn<AlarmPlayer["play"]>() };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

test("any touch and any key allows the sound, and the page asks by itself once it is drawn", () => {
  const page = new EventTarget();
  allowSound(player, page);
  expect(player.unlock).toHaveBeenCalledTimes(0);
  vi.advanceTimersByTime(500);
  expect(player.unlock).toHaveBeenCalledTimes(1);
  page.dispatchEvent(new Event("pointerup"));
  page.dispatchEvent(new Event("keydown"));
  expect(player.unlock).toHaveBeenCalledTimes(3);
});

test("a page that is left falls silent and asks for no sound any more", () => {
  const page = new EventTarget();
  const end = allowSound(player, page);
  end();
  expect(player.play.mock.calls).toEqual([["silence"]]);
  vi.advanceTimersByTime(10_000);
  page.dispatchEvent(new Event("pointerup"));
  page.dispatchEvent(new Event("keydown"));
  expect(player.unlock).not.toHaveBeenCalled();
});
