import { Writable } from "node:stream";
import type { FastifyReply } from "fastify";
import { expect, test } from "vitest";
import { mostUnread, openEventStream } from "./event-stream.ts";

/** A browser that reads, or one that never does. */
function browser(reads: boolean) {
  const received: string[] = [];
  const raw = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        received.push(chunk.toString());
        if (reads) done();
      },
    }),
    { setHeader: () => undefined, writeHead: () => undefined, flushHeaders: () => undefined, socket: null },
  );
  const reply = { hijack: () => undefined, raw, getHeaders: () => ({}) } as unknown as FastifyReply;
  let closed = 0;
  const stream = openEventStream(reply, () => ({ name: "changed", data: { what: "context" } }), () => (closed += 1));
  return { raw, received, stream, closed: () => closed };
}
const message = (text: string) => ({ name: "changed", data: { what: text } }) as never;

test("somebody who reads gets every message, one after the other", () => {
  const { stream, received, closed } = browser(true);
  for (let count = 0; count < 2_000; count += 1) stream.send(message("x".repeat(1_000)));
  expect([received.length, closed()]).toEqual([2_000, 0]);
  stream.close();
});

test("somebody who does not read is let go once a bounded heap has piled up, and nothing is kept for them afterwards", () => {
  const { stream, raw, closed } = browser(false);
  let sent = 0;
  while (closed() === 0 && sent < 10_000) {
    stream.send(message("x".repeat(1_000)));
    sent += 1;
  }
  expect(sent * 1_000).toBeLessThan(mostUnread * 1.1);
  expect([closed(), raw.destroyed]).toEqual([1, true]);
  const before = raw.writableLength;
  stream.send(message("late"));
  stream.close();
  expect([raw.writableLength, closed()]).toEqual([before, 1]);
});
