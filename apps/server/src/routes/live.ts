/** The ward board, and server-sent events for the board and for one infusion. */
import type { LiveMessage, OperationId } from "@stroma/api";
import { redactIdentity } from "@stroma/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Session } from "../auth/session.ts";
import { found } from "../commands/command-context.ts";
import { register, type RouteApp } from "../http/register.ts";
import { liveOf } from "../live/live.ts";
import { openStreamGuard } from "../live/stream-guard.ts";
import { findEvents } from "../store/infusion-event-store.ts";
import type { ReceivedEvent } from "../store/infusion-event-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import { clockPart } from "./clock.ts";
import { openEventStream } from "./event-stream.ts";

interface StreamRequest {
  readonly siteId: string;
  readonly session: Session;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export function addLiveRoutes(app: RouteApp): void {
  const { parts } = app;
  const { store, clock } = parts;
  const live = liveOf(parts);
  const guard = openStreamGuard(parts);
  /** A stream that greets, keeps the clock told, ends with its session, and cleans up after itself. */
  const open = (operationId: OperationId, { siteId, session, request, reply }: StreamRequest, undo: readonly (() => void)[]) => {
    const stream = openEventStream(reply, () => ({ name: "clock", data: clockPart(clock) }), () => {
      for (const one of [...undo, unfollowClock, unguard]) one();
    });
    const unfollowClock = clock.onChange(() => stream.send({ name: "clock", data: clockPart(clock) }));
    const unguard = guard.add({ operationId, siteId, personId: session.person?.id ?? null, request, close: () => stream.close() });
    stream.send({ name: "hello", data: { clock: clockPart(clock) } });
    return stream;
  };

  register(app, "readWardBoard", async ({ siteId }) => ({ rows: await live.board.rows(siteId), clock: clockPart(clock) }));

  register(app, "followSite", async (input) => {
    const { siteId, reply } = input;
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
    const stream = open("followSite", input, [unfollow]);
    stream.send({ name: "board", data: { rows, removed: [] } });
    send = stream.send;
    for (const message of waiting) stream.send(message);
    return reply;
  });

  register(app, "followInfusion", async (input) => {
    const { siteId, params, query, session, reply } = input;
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
    }, query.after);
    const tellEvents = async (events: readonly ReceivedEvent[]) => {
      if (!events.some(opensIdentity)) return stream?.send({ name: "events", data: { events } });
      // Whether a pass may be shown depends on the others; a second pass, a start or the end makes the first one visible.
      try {
        const all = redactIdentity(await store.read(siteId, (tx) => findEvents(tx, siteId, infusionId, { courseOnly: true })), viewerId);
        const others = events.filter((event) => !touchesIdentity(event));
        stream?.send({ name: "events", data: { events: [...others, ...all.filter(touchesIdentity)] } });
      } catch (error) {
        parts.logError("identity passes could not be told", error);
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
    stream = open("followInfusion", input, [unfollow]);
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
