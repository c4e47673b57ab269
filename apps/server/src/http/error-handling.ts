/** Every answer that is not the wanted one has the same shape: `ProblemBody`. */
import type { Socket } from "node:net";
import { operations } from "@stroma/api/operations";
import { type ErrorCode, errorVocabulary } from "@stroma/api/errors";
import type { Instant } from "@stroma/domain";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AppParts } from "../app-parts.ts";
import type { ApiErrorDetails } from "./api-error.ts";
import { errorForLog } from "./log.ts";
import { classifyError, problemOf } from "./problem.ts";

const known = Object.values(operations).map(({ method, path }) => ({ method: method as string, shape: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/gu, "[^/]+")}$`, "u") }));

/** The methods that an address takes. */
export function methodsAt(path: string): string[] {
  return [...new Set(known.filter(({ shape }) => shape.test(path)).map(({ method }) => method))];
}

function send(request: FastifyRequest, reply: FastifyReply, now: Instant, code: ErrorCode, details: ApiErrorDetails): FastifyReply {
  if (details.retryAfterSeconds !== undefined) void reply.header("retry-after", details.retryAfterSeconds);
  const problem = problemOf(code, details, { requestId: request.id, now });
  return reply.code(errorVocabulary[code].status).header("cache-control", "no-store").type("application/json; charset=utf-8").send(JSON.stringify(problem));
}

/** What Fastify refuses before a route is found: an address that cannot be decoded or is too long. */
export function answerFrameworkError(now: () => Instant) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { code, details } = classifyError(error);
    void send(request, reply, now(), code, details);
  };
}

/** What Node refuses before it is a request at all: bytes that are no HTTP, headers without end, or too slow ones. */
export function answerBrokenRequest(newId: () => string, now: () => Instant) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) return void socket.destroy();
    const body = JSON.stringify(problemOf("invalid-json", { message: "The request is not valid HTTP.", remedy: "Send a complete request of a usual size." }, { requestId: newId(), now: now() }));
    socket.end(`HTTP/1.1 400 Bad Request\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
  };
}

export function answerErrors(http: FastifyInstance, parts: Pick<AppParts, "clock">): void {
  http.setErrorHandler((error, request, reply) => {
    const { code, details } = classifyError(error);
    if (code === "internal") request.log.error({ requestId: request.id, route: request.routeOptions.url, error: errorForLog(error) }, "a bug");
    else if (code === "database-unreachable") request.log.warn({ requestId: request.id, error: errorForLog(error) }, "the database cannot be reached");
    return send(request, reply, parts.clock.now(), code, details);
  });
  http.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    const methods = methodsAt(path);
    if (methods.length > 0) {
      void reply.header("allow", methods.join(", "));
      return send(request, reply, parts.clock.now(), "method-not-allowed", {});
    }
    return send(request, reply, parts.clock.now(), "not-found", {});
  });
}
