/** Everything live of one application: memory, hub, board. Commits are told here. */
import type { AppParts } from "../app-parts.ts";
import type { InfusionNotice, LiveHub } from "./live-hub.ts";
import { openLiveHub } from "./live-hub.ts";
import { openLiveInfusions } from "./live-infusions.ts";
import { openWardBoard } from "./ward-board.ts";
import type { WardBoard } from "./ward-board.ts";
import { watchDeviations } from "./watch-deviations.ts";

export interface Live {
  readonly hub: LiveHub;
  readonly board: WardBoard;
  /** After a commit: brings the memory up to date, then tells the followers. Never throws. */
  committed(notice: InfusionNotice): void;
}

const opened = new WeakMap<AppParts, Live>();

/** The live part of an application; made at the first use, closed with it. */
export function liveOf(parts: AppParts): Live {
  const known = opened.get(parts);
  if (known !== undefined) return known;
  // A follower that fails, or a database that is away, must not undo what is committed; the next look reads everything again.
  const onError = (error: unknown) => parts.logError("a live part failed", error);
  const hub = openLiveHub(onError, parts.newId());
  const infusions = openLiveInfusions(parts.store);
  const board = openWardBoard({ clock: parts.clock, hub, infusions, ticker: parts.ticker, onError });
  const committed = (notice: InfusionNotice) => {
    if (notice.events.length === 0 && notice.changed.length === 0) return;
    const caughtUp = (async () => {
      if (notice.events.length > 0) await infusions.append(notice.siteId, notice.infusionId, notice.events);
      if (notice.changed.length > 0) await infusions.refresh(notice.siteId, notice.infusionId);
    })();
    void caughtUp.catch(onError).finally(() => hub.publish(notice));
  };
  const live = { hub, board, committed };
  opened.set(parts, live);
  const stopWatching = watchDeviations({ store: parts.store, clock: parts.clock, newId: parts.newId, infusions, ticker: parts.ticker, committed, onError });
  parts.onClose(async () => {
    board.close();
    await stopWatching();
  });
  return live;
}
