import type { FastifyRequest } from "fastify";

/** The token of `Authorization: Bearer …`. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer ([\w.~+/=-]{20,200})$/u.exec(request.headers.authorization ?? "")?.[1];
}
