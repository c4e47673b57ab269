/** What the log says of a request: number, method, route, status, time. No bodies, addresses, cookies, tokens or names. */
import { type FastifyRequest, type FastifyServerOptions, LogController } from "fastify";
import type { AppOptions } from "../app-parts.ts";

/** An error as the log may show it: a message of PostgreSQL can quote a value, so only its code and place are kept. */
export function errorForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error ? String(error.code) : undefined;
  const fromDatabase = "severity" in error && "routine" in error;
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at ")).slice(0, 12);
  return { type: error.name, code, message: fromDatabase ? "an error of the database" : error.message, at: frames, cause: error.cause === undefined ? undefined : errorForLog(error.cause) };
}

export function logOptions(options: Pick<AppOptions, "log">): Pick<FastifyServerOptions, "logger" | "logController"> {
  if (options.log === undefined) return { logger: false };
  return {
    // Every request twice would drown what matters; errors are logged where they are answered.
    logController: new LogController({ disableRequestLogging: true }),
    logger: {
      level: "info",
      stream: options.log,
      serializers: {
        req: (request: FastifyRequest) => ({ method: request.method, route: request.routeOptions?.url ?? "unknown" }),
        res: (reply) => ({ statusCode: reply.statusCode }),
        err: errorForLog as never,
      },
    },
  };
}

/** While the database is away the same error comes every second: it is written at most once in ten seconds. Milliseconds of a clock that never jumps. */
export function seldom(monotonic: () => number, write: (what: string, error: unknown) => void): (what: string, error: unknown) => void {
  const written = new Map<string, number>();
  return (what, error) => {
    const key = `${what}/${error instanceof Error ? error.name : typeof error}`;
    const time = monotonic();
    if (time - (written.get(key) ?? -Infinity) < 10_000) return;
    written.set(key, time);
    write(what, error);
  };
}
