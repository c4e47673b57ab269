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
  /** Both return how to stop following. */
  followInfusion(siteId: string, infusionId: string, listener: InfusionListener): () => void;
  followSite(siteId: string, listener: InfusionListener): () => void;
}

/** @param onError a listener that fails must not silence the others; it is told here. */
export function openLiveHub(onError: (error: unknown) => void): LiveHub {
  const listeners = new Map<string, Set<InfusionListener>>();
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
      tell(`${notice.siteId}/${notice.infusionId}`, notice);
      tell(notice.siteId, notice);
    },
    followInfusion: (siteId, infusionId, listener) => follow(`${siteId}/${infusionId}`, listener),
    followSite: (siteId, listener) => follow(siteId, listener),
  };
}
