/** The ward board, and server-sent events for the board and for one infusion. */
import type { LiveMessage } from "@stroma/api";
import { redactIdentity } from "@stroma/domain";
import type { FastifyReply } from "fastify";
import { found } from "../commands/command-context.ts";
import { register, type RouteApp } from "../http/register.ts";
import { liveOf } from "../live/live.ts";
import { findEvents } from "../store/infusion-event-store.ts";
import type { ReceivedEvent } from "../store/infusion-event-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import { clockPart } from "./clock.ts";
import { openEventStream } from "./event-stream.ts";

export function addLiveRoutes(app: RouteApp): void {
  const { parts } = app;
  const { store, clock } = parts;
  const live = liveOf(parts);
  const streams = new Set<{ close(): void }>();
  parts.onClose(() => {
    for (const stream of streams) stream.close();
  });
  /** A stream that greets, keeps the clock told, and cleans up after itself. */
  const open = (reply: FastifyReply, undo: readonly (() => void)[]) => {
    const stream = openEventStream(reply, () => ({ name: "clock", data: clockPart(clock) }), () => {
      streams.delete(stream);
      for (const one of [...undo, unfollowClock]) one();
    });
    const unfollowClock = clock.onChange(() => stream.send({ name: "clock", data: clockPart(clock) }));
    streams.add(stream);
    stream.send({ name: "hello", data: { clock: clockPart(clock) } });
    return stream;
  };

  register(app, "readWardBoard", async ({ siteId }) => ({ rows: await live.board.rows(siteId), clock: clockPart(clock) }));

  register(app, "followSite", async ({ siteId, reply }) => {
    // Followed before the first rows are read, so that nothing falls between; a row that is told twice does no harm.
    const waiting: LiveMessage[] = [];
    let send = (message: LiveMessage): void => {
      waiting.push(message);
    };
    const unfollow = live.board.follow(siteId, (change) => send({ name: "board", data: change }));
    const rows = await live.board.rows(siteId).catch((error: unknown) => {
      unfollow();
      throw error;
    });
    const stream = open(reply, [unfollow]);
    stream.send({ name: "board", data: { rows, removed: [] } });
    send = stream.send;
    for (const message of waiting) stream.send(message);
    return reply;
  });

  register(app, "followInfusion", async ({ siteId, params, session, reply }) => {
    const { infusionId } = params;
    const viewerId = session.person?.id ?? null;
    const waiting: (() => void)[] = [];
    let stream: ReturnType<typeof openEventStream> | null = null;
    const unfollow = live.hub.followInfusion(siteId, infusionId, (notice) => {
      const tell = () => {
        if (notice.events.length > 0) void tellEvents(notice.events);
        for (const what of notice.changed) stream?.send({ name: "changed", data: { what } });
      };
      if (stream === null) waiting.push(tell);
      else tell();
    });
    const tellEvents = async (events: readonly ReceivedEvent[]) => {
      if (!events.some(opensIdentity)) return stream?.send({ name: "events", data: { events } });
      // Whether a pass may be shown depends on the others; a second pass, a start or the end makes the first one visible.
      try {
        const all = redactIdentity(await store.read(siteId, (tx) => findEvents(tx, siteId, infusionId, { courseOnly: true })), viewerId);
        const others = events.filter((event) => !touchesIdentity(event));
        stream?.send({ name: "events", data: { events: [...others, ...all.filter(touchesIdentity)] } });
      } catch {
        // The viewer loads everything again after a reconnection.
        stream?.close();
      }
    };
    try {
      found(await store.read(siteId, (tx) => findInfusion(tx, siteId, infusionId)));
    } catch (error) {
      unfollow();
      throw error;
    }
    stream = open(reply, [unfollow]);
    for (const tell of waiting) tell();
    return reply;
  });
}

function opensIdentity(event: { readonly type: string }): boolean {
  return touchesIdentity(event) || event.type === "infusion-started" || event.type === "infusion-stopped" || event.type === "discharge-recorded";
}

function touchesIdentity(event: { readonly type: string }): boolean {
  return event.type === "identity-checked" || event.type === "event-corrected";
}
