/**
 * Who wants to know what, and the notices after each commit. In one process it is a table of listeners; another
 * implementation may be fed by the database's notices, so that several servers share one ward.
 */
import type { ReceivedEvent } from "../store/infusion-event-store.ts";

/** What changed in an infusion, told after the commit. */
export interface InfusionNotice {
  readonly siteId: string;
  readonly infusionId: string;
  readonly events: readonly ReceivedEvent[];
  /** Something beside the events: bags, deviations, the participant, the plan. */
  readonly changed: readonly ("context" | "deviations")[];
}
export type InfusionListener = (notice: InfusionNotice) => void;

export interface LiveHub {
  /** Tells everybody who follows the infusion or its site. Never throws: the commit has happened. */
  publish(notice: InfusionNotice): void;
  /**
   * How far the notices have come. Take it before a reading begins: what is committed after the reading is told to who
   * follows from there.
   */
  position(): string;
  /**
   * Both return how to stop following. Notices after `after` are told again at once; where that position is unknown
   * (too long ago, another process) one notice says that everything may have changed.
   */
  followInfusion(siteId: string, infusionId: string, listener: InfusionListener, after?: string): () => void;
  followSite(siteId: string, listener: InfusionListener): () => void;
}

/** Notices that can be told again: some seconds of a busy ward. */
const mostRecent = 2_000;

/**
 * @param onError a listener that fails must not silence the others; it is told here.
 * @param run tells this run of the process from others.
 */
export function openLiveHub(onError: (error: unknown) => void, run: string): LiveHub {
  const listeners = new Map<string, Set<InfusionListener>>();
  let told = 0;
  let recent: InfusionNotice[] = [];
  /** Null where it cannot be said what came after. */
  const since = (position: string): readonly InfusionNotice[] | null => {
    const missed = position.startsWith(`${run}.`) ? told - Number(position.slice(run.length + 1) || Number.NaN) : Number.NaN;
    return Number.isSafeInteger(missed) && missed >= 0 && missed <= recent.length ? recent.slice(recent.length - missed) : null;
  };
  const follow = (key: string, listener: InfusionListener) => {
    const known = listeners.get(key) ?? new Set();
    listeners.set(key, known.add(listener));
    return () => {
      known.delete(listener);
      if (known.size === 0 && listeners.get(key) === known) listeners.delete(key);
    };
  };
  const tell = (key: string, notice: InfusionNotice) => {
    for (const listener of listeners.get(key) ?? []) {
      try {
        listener(notice);
      } catch (error) {
        onError(error);
      }
    }
  };
  return {
    publish: (notice) => {
      told += 1;
      recent.push(notice);
      if (recent.length > 2 * mostRecent) recent = recent.slice(-mostRecent);
      tell(`${notice.siteId}/${notice.infusionId}`, notice);
      tell(notice.siteId, notice);
    },
    position: () => `${run}.${told}`,
    followInfusion: (siteId, infusionId, listener, after) => {
      const missed = after === undefined ? [] : (since(after) ?? [{ siteId, infusionId, events: [], changed: ["context"] as const }]);
      for (const notice of missed) if (notice.siteId === siteId && notice.infusionId === infusionId) listener(notice);
      return follow(`${siteId}/${infusionId}`, listener);
    },
    followSite: (siteId, listener) => follow(siteId, listener),
  };
}
