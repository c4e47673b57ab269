/** Every answer that is not the wanted one has the same shape: `ProblemBody`. */
import { operations } from "@stroma/api/operations";
import { type ErrorCode, errorVocabulary } from "@stroma/api/errors";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AppParts } from "../app-parts.ts";
import { ApiError, type ApiErrorDetails } from "./api-error.ts";
import { errorForLog } from "./log.ts";
import { classifyError, problemOf } from "./problem.ts";

const known = Object.values(operations).map(({ method, path }) => ({ method: method as string, shape: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/gu, "[^/]+")}$`, "u") }));

/** The methods that an address takes. */
export function methodsAt(path: string): string[] {
  return [...new Set(known.filter(({ shape }) => shape.test(path)).map(({ method }) => method))];
}

export function answerErrors(http: FastifyInstance, parts: Pick<AppParts, "clock">): void {
  const send = (request: FastifyRequest, reply: FastifyReply, code: ErrorCode, details: ApiErrorDetails) => {
    if (details.retryAfterSeconds !== undefined) void reply.header("retry-after", details.retryAfterSeconds);
    const problem = problemOf(code, details, { requestId: request.id, now: parts.clock.now() });
    return reply.code(errorVocabulary[code].status).header("cache-control", "no-store").type("application/json; charset=utf-8").send(JSON.stringify(problem));
  };
  http.setErrorHandler((error, request, reply) => {
    const { code, details } = classifyError(error);
    if (code === "internal") request.log.error({ requestId: request.id, route: request.routeOptions.url, error: errorForLog(error) }, "a bug");
    else if (code === "database-unreachable") request.log.warn({ requestId: request.id, error: errorForLog(error) }, "the database cannot be reached");
    return send(request, reply, code, details);
  });
  http.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    const methods = methodsAt(path);
    if (methods.length > 0) {
      void reply.header("allow", methods.join(", "));
      return send(request, reply, "method-not-allowed", {});
    }
    return send(request, reply, classifyError(new ApiError("not-found")).code, {});
  });
}
