import type { AlarmPlayer } from "./alarm-player.ts";

/**
 * Lets the player sound with any touch or key, so that nobody has to look for a button first, and silences it at the end.
 * It also asks at once: a browser that knows the page may allow it without a touch.
 *
 * @param page where touches and keys arrive: the window.
 * @returns ends it.
 */
export function allowSound(player: Pick<AlarmPlayer, "unlock" | "play">, page: EventTarget): () => void {
  const unlock = () => player.unlock();
  // Making the sound device takes a tenth of a second: the page is drawn before.
  const soon = setTimeout(unlock, 500);
  page.addEventListener("pointerup", unlock);
  page.addEventListener("keydown", unlock);
  return () => {
    clearTimeout(soon);
    page.removeEventListener("pointerup", unlock);
    page.removeEventListener("keydown", unlock);
    player.play("silence");
  };
}
