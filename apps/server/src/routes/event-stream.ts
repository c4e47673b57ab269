/** One stream of server-sent events to one browser. */
import type { LiveMessage } from "@stroma/api";
import type { FastifyReply } from "fastify";

export interface EventStream {
  readonly send: (message: LiveMessage) => void;
  close(): void;
}

/** A silent connection shows by a missing heartbeat: the page warns after three of them. Milliseconds of real time. */
const heartbeatEvery = 5_000;
/** A browser that does not read is let go: it loads everything again when it comes back. Bytes. */
export const mostUnread = 1_000_000;
/** Time for the last words to leave before the connection is cut. Milliseconds of real time. */
const farewell = 2_000;

/** Takes the answer over from Fastify; `closed` is called once, whoever ends the stream. */
export function openEventStream(reply: FastifyReply, heartbeat: () => LiveMessage, closed: () => void): EventStream {
  reply.hijack();
  const { raw } = reply;
  // What was set by hooks (security headers) would be lost with the take-over.
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no", connection: "keep-alive" });
  raw.flushHeaders();
  raw.socket?.setNoDelay(true);
  let open = true;
  const end = () => {
    if (!open) return;
    open = false;
    clearInterval(timer);
    closed();
    raw.end();
    // Somebody who does not read would keep the connection for ever.
    setTimeout(() => raw.destroy(), farewell).unref();
  };
  const send = (message: LiveMessage) => {
    if (!open) return;
    raw.write(`event: ${message.name}\ndata: ${JSON.stringify(message.data)}\n\n`);
    if (raw.writableLength > mostUnread) {
      end();
      raw.destroy();
    }
  };
  const timer = setInterval(() => send(heartbeat()), heartbeatEvery);
  timer.unref();
  raw.on("close", end);
  raw.on("error", end);
  return { send, close: end };
}
