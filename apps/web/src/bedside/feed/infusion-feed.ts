/**
 * One infusion on this tablet: what the server has said, what the stream adds, what was recorded here and still waits.
 * All three run through the domain's fold, so the bedside shows the same state with and without the network.
 */
import type { OperationAnswer } from "@stroma/api";
import { createFold, type InfusionEvent, type InfusionState } from "@stroma/domain";
import { addressOf, call } from "../../api-client.ts";
import { serverClock } from "../../session/server-clock.ts";
import { noteConnection } from "../../session/connection.ts";
import { openLiveStream, type LiveStream } from "./live-stream.ts";
import { dropEntries, findEntries, keepEntry, type OutboxEntry } from "./outbox.ts";
import { sendOutbox } from "./send-outbox.ts";

export interface FeedSnapshot {
  readonly status: "loading" | "ready" | "failed";
  readonly error: unknown;
  readonly context: OperationAnswer<"readInfusion"> | null;
  readonly state: InfusionState | null;
  readonly link: "connecting" | "live" | "lost";
  /** Recorded here and not yet acknowledged. */
  readonly waiting: readonly OutboxEntry[];
  readonly needsSignIn: boolean;
  readonly rejected: readonly OutboxEntry[];
  /** False when the browser gives no lasting storage: then waiting entries live only as long as the page. */
  readonly storageWorks: boolean;
}

export interface InfusionFeed {
  read(): FeedSnapshot;
  subscribe(listener: () => void): () => void;
  /** Records facts: shown at once, kept on the tablet, sent when possible. */
  record(entries: readonly OutboxEntry[]): Promise<void>;
  /** Takes over events that a command's answer carried. */
  adopt(events: readonly InfusionEvent[]): void;
  /** Puts a rejected entry aside; the person has read why. */
  dismiss(id: string): Promise<void>;
  reload(): Promise<void>;
  close(): void;
}

const retryAfter = 3_000;

export function openInfusionFeed(siteId: string, infusionId: string): InfusionFeed {
  let snapshot: FeedSnapshot = { status: "loading", error: null, context: null, state: null, link: "connecting", waiting: [], needsSignIn: false, rejected: [], storageWorks: true };
  const listeners = new Set<() => void>();
  const fold = createFold(infusionId);
  let entries: readonly OutboxEntry[] = [];
  let sending: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const set = (change: Partial<FeedSnapshot>) => {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  };
  const showEntries = (change: Partial<FeedSnapshot> = {}) =>
    set({ ...change, waiting: entries.filter((entry) => entry.rejected === null), rejected: entries.filter((entry) => entry.rejected !== null) });

  const takeOver = (events: readonly InfusionEvent[]) => set({ state: fold.append(events) });

  async function load(): Promise<void> {
    try {
      const context = await call("readInfusion", { params: { siteId, infusionId } });
      serverClock.setReading(context.clock);
      set({ status: "ready", error: null, context, state: fold.append([...context.events, ...entries.map(asEvent)]) });
    } catch (error) {
      if (snapshot.context === null) set({ status: "failed", error });
    }
  }

  function send(): Promise<void> {
    sending ??= sendOnce().finally(() => {
      sending = null;
      clearTimeout(timer);
      if (!closed && snapshot.waiting.length > 0) timer = setTimeout(() => void send(), retryAfter);
    });
    return sending;
  }

  async function sendOnce(): Promise<void> {
    const waiting = entries.filter((entry) => entry.rejected === null);
    if (waiting.length === 0) return;
    const result = await sendOutbox(waiting);
    const received = new Map(result.done.map((each) => [each.id, each.receivedAt]));
    const refused = new Map(result.rejected.map((each) => [each.id, each.faults]));
    takeOver(waiting.filter((entry) => received.has(entry.id)).map((entry) => ({ ...asEvent(entry), receivedAt: received.get(entry.id) ?? null }) as InfusionEvent));
    entries = entries.filter((entry) => !received.has(entry.id)).map((entry) => ({ ...entry, rejected: refused.get(entry.id) ?? entry.rejected }));
    showEntries({ needsSignIn: result.waiting === "sign-in" });
    await Promise.allSettled([dropEntries([...received.keys()]), ...entries.filter((entry) => refused.has(entry.id)).map(keepEntry)]);
  }

  const stream: LiveStream = openLiveStream(addressOf("followInfusion", { siteId, infusionId }), {
    link(link) {
      noteConnection(link === "live" ? "online" : "offline");
      const back = link === "live" && snapshot.link === "lost";
      set({ link });
      if (back || snapshot.status === "failed") void load();
      if (link === "live") void send();
    },
    message(message) {
      if (message.name === "events") takeOver(message.data.events);
      if (message.name === "changed") void load();
      if (message.name === "clock") serverClock.setReading(message.data);
      if (message.name === "hello") serverClock.setReading(message.data.clock);
    },
  });

  void findEntries(infusionId)
    .then((kept) => {
      entries = [...kept, ...entries.filter((entry) => !kept.some((each) => each.id === entry.id))];
      takeOver(entries.map(asEvent));
      showEntries();
      return send();
    })
    .catch(() => set({ storageWorks: false }));
  void load();

  return {
    read: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async record(fresh) {
      entries = [...entries, ...fresh];
      takeOver(fresh.map(asEvent));
      showEntries();
      const kept = await Promise.allSettled(fresh.map(keepEntry));
      if (kept.some((each) => each.status === "rejected")) set({ storageWorks: false });
      // What waited longer is under way already; the new entries follow as soon as that has ended.
      await send();
      if (snapshot.link === "live" && snapshot.waiting.some((entry) => fresh.some((each) => each.id === entry.id))) await send();
    },
    adopt: takeOver,
    async dismiss(id) {
      entries = entries.filter((entry) => entry.id !== id);
      showEntries();
      await dropEntries([id]);
    },
    reload: load,
    close() {
      closed = true;
      clearTimeout(timer);
      stream.close();
    },
  };
}

/** The event as the fold sees it while it waits: not yet received. */
function asEvent(entry: OutboxEntry): InfusionEvent {
  return { ...entry.event, infusionId: entry.infusionId, receivedAt: null, authorId: entry.authorId, authorRole: entry.authorRole, deviceId: "this-tablet" } as unknown as InfusionEvent;
}
