/** What the application is built from, and what its routes get. */
import type { OperationId } from "@stroma/api";
import type { Instant } from "@stroma/domain";
import type { FastifyRequest } from "fastify";
import type { CookieJar } from "./auth/cookies.ts";
import type { Session } from "./auth/session.ts";
import type { Clock } from "./clock.ts";
import type { Store } from "./store/store.ts";
import type { Ticker } from "./ticker.ts";

/** What the starter, or a test, hands in. */
export interface AppOptions {
  readonly store: Store;
  readonly version: string;
  /** Real time, in milliseconds since 1970. */
  readonly realNow: () => number;
  /** Ids of records that the server makes; UUIDv7. */
  readonly newId?: () => string;
  readonly demoClock?: boolean;
  readonly webFolder?: string | null;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly behindProxy?: boolean;
  /** Where log lines go; none are written without it. */
  readonly log?: { write(line: string): void };
  /** What makes live parts look again by time; real time without it. */
  readonly ticker?: Ticker;
  /** Tests: called with every answer before it is sent. */
  readonly checkAnswer?: (id: OperationId, answer: unknown) => void;
}

/** What every route may use. */
export interface AppParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Real time, for sessions and waits: a demonstration clock must not end them early. */
  readonly realNow: () => Instant;
  readonly newId: () => string;
  readonly version: string;
  readonly cookies: CookieJar;
  readonly sessions: {
    find(request: FastifyRequest): Promise<Session>;
    /** As it stands now; not counted as a use. */
    peek(request: FastifyRequest): Promise<Session>;
    forget(): void;
    onForget(listener: () => void): void;
  };
  readonly ticker: Ticker;
  /** Into the log, without personal data: for work that no request waits for. */
  logError(what: string, error: unknown): void;
  readonly checkAnswer: ((id: OperationId, answer: unknown) => void) | undefined;
  /** Runs when the application closes, before the connections end: live streams, timers. */
  onClose(work: () => Promise<void> | void): void;
}
