/**
 * One infusion on this tablet: what the server has said, what the stream adds, what was recorded here and still waits.
 * All three run through the domain's fold, so the bedside shows the same state with and without the network.
 */
import type { LiveMessage, OperationAnswer } from "@stroma/api";
import { unpackEvents } from "@stroma/api/event-series";
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
  /** `locked`: nobody is signed in, so the server tells nothing more. */
  readonly link: "connecting" | "live" | "lost" | "locked";
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
  /**
   * Reads and follows the infusion as one viewer may see it, until the returned function is called; may be called again
   * afterwards. `null`: nobody is signed in; what is known stays, and only a stop is sent.
   */
  connect(viewerId: string | null): () => void;
}

const retryAfter = 3_000;
/** So long the stream waits for the first answer. Milliseconds. */
const streamAfter = 4_000;

export function openInfusionFeed(siteId: string, infusionId: string): InfusionFeed {
  let snapshot: FeedSnapshot = { status: "loading", error: null, context: null, state: null, link: "connecting", waiting: [], needsSignIn: false, rejected: [], storageWorks: true };
  const listeners = new Set<() => void>();
  let fold = createFold(infusionId);
  let entries: readonly OutboxEntry[] = [];
  let sending: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts connections: an answer that belongs to an earlier viewer is dropped. */
  let connection = 0;
  let connected = false;
  /** What the server did not take: it does not count, and is shown beside the day until a person puts it aside. */
  const putAside = new Set<string>();

  const set = (change: Partial<FeedSnapshot>) => {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  };
  const showEntries = (change: Partial<FeedSnapshot> = {}) =>
    set({ ...change, waiting: entries.filter((entry) => entry.rejected === null), rejected: entries.filter((entry) => entry.rejected !== null) });

  const takeOver = (events: readonly InfusionEvent[]) => set({ state: fold.append(events) });

  async function load(): Promise<void> {
    const mine = connection;
    try {
      const context = await call("readInfusion", { params: { siteId, infusionId }, query: { series: "columns" } });
      if (mine !== connection) return;
      serverClock.setReading(context.clock);
      // The server's copies replace ours: what this viewer may see can have become more, or less.
      const events = unpackEvents(infusionId, context);
      const said = new Set(events.map((event) => event.id));
      const others = fold.state().events.filter((event) => !said.has(event.id) && !putAside.has(event.id));
      fold = createFold(infusionId);
      set({ status: "ready", error: null, context, state: fold.append([...events, ...others]) });
    } catch (error) {
      if (mine === connection && snapshot.context === null) set({ status: "failed", error });
    }
  }

  function send(): Promise<void> {
    sending ??= sendOnce().finally(() => {
      sending = null;
      clearTimeout(timer);
      if (connected && snapshot.waiting.length > 0) timer = setTimeout(() => void send(), retryAfter);
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
    // A pass or its correction may have opened the other person's codes.
    for (const id of refused.keys()) putAside.add(id);
    if (refused.size > 0 || waiting.some((entry) => received.has(entry.id) && mayReveal(entry.event.type))) void load();
    await Promise.allSettled([dropEntries([...received.keys()]), ...entries.filter((entry) => refused.has(entry.id)).map(keepEntry)]);
  }

  /** From the place up to which `load` has read; without it, everything is read once more when the stream has begun. */
  const follow = (mine: number): LiveStream => {
    const after = snapshot.context?.position;
    let unread = after === undefined;
    const place = { siteId, infusionId };
    const on = {
      link(link: "live" | "lost") {
        if (mine !== connection) return;
        noteConnection(link === "live" ? "online" : "offline");
        const back = link === "live" && (unread || snapshot.link === "lost");
        set({ link });
        if (back || snapshot.status === "failed") void load();
        if (link === "live") {
          unread = false;
          void send();
        }
      },
      message(message: LiveMessage) {
        if (mine !== connection) return;
        if (message.name === "events") {
          takeOver(message.data.events);
          if (message.data.events.some((event) => mayReveal(event.type))) void load();
        }
        if (message.name === "changed") void load();
        if (message.name === "clock") serverClock.setReading(message.data);
        if (message.name === "hello") serverClock.setReading(message.data.clock);
      },
    };
    return openLiveStream(addressOf("followInfusion", place), on, addressOf("followInfusion", place, after === undefined ? {} : { after }));
  };

  const restore = () =>
    findEntries(infusionId)
      .then((kept) => {
        entries = [...kept, ...entries.filter((entry) => !kept.some((each) => each.id === entry.id))];
        for (const entry of entries) if (entry.rejected !== null) putAside.add(entry.id);
        takeOver(entries.filter((entry) => entry.rejected === null).map(asEvent));
        showEntries();
        return send();
      })
      .catch(() => set({ storageWorks: false }));

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
      if (snapshot.link !== "lost" && snapshot.waiting.some((entry) => fresh.some((each) => each.id === entry.id))) await send();
    },
    adopt: takeOver,
    async dismiss(id) {
      entries = entries.filter((entry) => entry.id !== id);
      showEntries();
      await dropEntries([id]);
    },
    reload: load,
    connect(viewerId) {
      connection += 1;
      connected = true;
      const mine = connection;
      set({ link: viewerId === null ? "locked" : "connecting" });
      let stream: LiveStream | null = null;
      let over = false;
      // The day is read first and the stream goes on from there; where the answer does not come, the stream shows it.
      const begin = () => {
        if (!over && mine === connection) stream ??= follow(mine);
      };
      const patience = viewerId === null ? undefined : setTimeout(begin, streamAfter);
      if (viewerId !== null) void load().finally(begin);
      void restore();
      return () => {
        over = true;
        clearTimeout(patience);
        stream?.close();
        if (mine !== connection) return;
        connected = false;
        clearTimeout(timer);
      };
    },
  };
}

const mayReveal = (type: string) => type === "identity-checked" || type === "event-corrected";

/** The event as the fold sees it while it waits: not yet received. */
function asEvent(entry: OutboxEntry): InfusionEvent {
  return { ...entry.event, infusionId: entry.infusionId, receivedAt: null, authorId: entry.authorId, authorRole: entry.authorRole, deviceId: "this-tablet" } as unknown as InfusionEvent;
}
