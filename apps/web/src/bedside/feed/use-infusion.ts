/** The infusion of a page, with the means to record, to command and to stop. */
import type { InfusionEvent, InfusionEventData, InfusionEventType } from "@stroma/domain";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { v7 } from "uuid";
import { call } from "../../api-client.ts";
import { serverClock } from "../../session/server-clock.ts";
import { useSession, useSiteId } from "../../session/session.tsx";
import { openInfusionFeed, type FeedSnapshot } from "./infusion-feed.ts";
import type { EventInput, OutboxEntry } from "./outbox.ts";

export interface RecordOptions {
  /** When it happened, if not now. A time that lies back makes it a late entry from paper. */
  readonly clinicalTime?: string;
  readonly entry?: "live" | "paper";
}

export interface Infusion extends FeedSnapshot {
  readonly record: <T extends InfusionEventType>(type: T, data: InfusionEventData[T], options?: RecordOptions) => Promise<void>;
  /** A command: asks the server, which may refuse with reasons (CallFailure with `problem.decision`). */
  readonly command: <T extends InfusionEventType>(type: T, data: InfusionEventData[T]) => Promise<void>;
  readonly start: (data: InfusionEventData["infusion-started"]) => Promise<void>;
  /** Stop: recorded at once, needs no network and no fresh sign-in. */
  readonly stop: (data: InfusionEventData["infusion-stopped"]) => Promise<void>;
  readonly dismiss: (id: string) => Promise<void>;
  readonly reload: () => Promise<void>;
}

export function useInfusion(infusionId: string): Infusion {
  const siteId = useSiteId();
  const { person, site } = useSession();
  const feed = useMemo(() => openInfusionFeed(siteId, infusionId), [siteId, infusionId]);
  const viewerId = person?.id ?? null;
  useEffect(() => feed.connect(viewerId), [feed, viewerId]);
  const snapshot = useSyncExternalStore(feed.subscribe, feed.read);

  const actions = useMemo(() => {
    const params = { siteId, infusionId };
    const input = (type: InfusionEventType, data: object, options: RecordOptions = {}): EventInput => {
      const now = serverClock.read().instant();
      const { link } = feed.read();
      const live = link === "locked" ? navigator.onLine : link !== "lost";
      return { id: v7(), type, clinicalTime: options.clinicalTime ?? now, deviceTime: now, entry: options.entry ?? (live ? "live" : "offline"), data: data as EventInput["data"] };
    };
    const entry = (event: EventInput, route: OutboxEntry["route"]): OutboxEntry => ({
      id: event.id, siteId, infusionId, route, authorId: person?.id ?? "unsigned", authorRole: person === null ? "unsigned" : (site?.roles[0] ?? "unsigned"), rejected: null,
      event: event.entry === "offline" && person !== null ? { ...event, authorId: person.id } : event,
    });
    const adopt = (answer: { readonly event: InfusionEvent }) => feed.adopt([answer.event]);
    return {
      record: <T extends InfusionEventType>(type: T, data: InfusionEventData[T], options?: RecordOptions) => feed.record([entry(input(type, data, options), "events")]),
      command: async <T extends InfusionEventType>(type: T, data: InfusionEventData[T]) =>
        adopt(await call("commandInfusion", { params, body: { sentAt: serverClock.read().instant(), event: input(type, data) } })),
      start: async (data: InfusionEventData["infusion-started"]) => adopt(await call("startInfusion", { params, body: { sentAt: serverClock.read().instant(), event: input("infusion-started", data) } })),
      stop: (data: InfusionEventData["infusion-stopped"]) => feed.record([entry(input("infusion-stopped", data), "stop")]),
      dismiss: feed.dismiss,
      reload: feed.reload,
    };
  }, [feed, siteId, infusionId, person, site]);
  return { ...snapshot, ...actions };
}
