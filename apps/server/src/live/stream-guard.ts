/** Live streams end when whoever opened them may not listen any more: signed out, locked, switched, revoked, too long idle. */
import type { OperationId } from "@stroma/api";
import type { FastifyRequest } from "fastify";
import type { AppParts } from "../app-parts.ts";
import { permit } from "../auth/permit.ts";
import type { Session } from "../auth/session.ts";

export interface GuardedStream {
  readonly operationId: OperationId;
  readonly siteId: string;
  readonly personId: string | null;
  readonly request: FastifyRequest;
  close(): void;
}
export interface StreamGuard {
  /** Returns how to take the stream out again. */
  add(stream: GuardedStream): () => void;
}

/** A session can also end by time alone, or by another server on the same database. Milliseconds of real time. */
const lookEvery = 10_000;

export function openStreamGuard(parts: Pick<AppParts, "sessions" | "ticker" | "onClose" | "logError">): StreamGuard {
  const streams = new Set<GuardedStream>();
  let again = false;
  let running: Promise<void> | null = null;

  const holds = (stream: GuardedStream, session: Session): boolean =>
    (session.person?.id ?? null) === stream.personId && permit(stream.operationId, session, stream.siteId).allowed;
  const look = async () => {
    do {
      again = false;
      for (const stream of streams) {
        // A stream is no use of a session: it must not keep it from ending.
        if (!holds(stream, await parts.sessions.peek(stream.request))) stream.close();
      }
      // The flag is raised from outside while a look is under way.
    } while (again as boolean);
  };
  const lookSoon = () => {
    if (running !== null) {
      again = true;
      return;
    }
    if (streams.size === 0) return;
    running = look().catch((error: unknown) => parts.logError("live streams could not be held against their sessions", error)).finally(() => {
      running = null;
    });
  };
  parts.sessions.onForget(lookSoon);
  const stop = parts.ticker(lookEvery, lookSoon);
  parts.onClose(async () => {
    stop();
    for (const stream of streams) stream.close();
    await running;
  });
  return {
    add: (stream) => {
      streams.add(stream);
      return () => void streams.delete(stream);
    },
  };
}
