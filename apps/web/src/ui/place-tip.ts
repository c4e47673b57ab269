const gap = 6;
const margin = 8;

/** Puts a tip under what it explains, or above where there is no room below, and keeps it on the screen. */
export function placeTip(tip: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const below = at.bottom + gap;
  const top = below + height + margin <= window.innerHeight ? below : Math.max(margin, at.top - gap - height);
  const left = Math.min(Math.max(margin, at.left + at.width / 2 - width / 2), window.innerWidth - width - margin);
  tip.style.top = `${top}px`;
  tip.style.left = `${left}px`;
}
