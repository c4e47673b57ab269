/** The registrar: method, path and schemas come from the contract, access from `operations`, the handler from a route. */
import type { OperationAnswer, OperationBody, OperationId, OperationParams, OperationQuery } from "@stroma/api";
import { contract } from "@stroma/api";
import { type OperationAccess, operations } from "@stroma/api/operations";
import type { Instant } from "@stroma/domain";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { actorOf } from "../auth/actor-of.ts";
import { permit } from "../auth/permit.ts";
import type { Session } from "../auth/session.ts";
import type { AppParts } from "../app-parts.ts";
import type { Actor } from "../store/store.ts";
import { ApiError } from "./api-error.ts";

export interface HandlerInput<Id extends OperationId> {
  readonly params: OperationParams<Id>;
  readonly query: OperationQuery<Id>;
  readonly body: OperationBody<Id>;
  readonly session: Session;
  /** Who acts, under which role, from which device: goes into the audit trail. */
  readonly actor: Actor;
  /** The site of the path, or the gateway's own; access to it is checked. Empty where the operation has no site. */
  readonly siteId: string;
  /** The clock's time when the request came in. */
  readonly now: Instant;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
/** Operations without a JSON answer send it themselves through `reply`, or return text or a stream. */
export type HandlerAnswer<Id extends OperationId> = OperationAnswer<Id> extends null ? unknown : OperationAnswer<Id>;
export type Handler<Id extends OperationId> = (input: HandlerInput<Id>) => Promise<HandlerAnswer<Id>> | HandlerAnswer<Id>;

/** The application while its routes are being added. */
export interface RouteApp {
  readonly http: FastifyInstance;
  readonly parts: AppParts;
  readonly registered: Set<OperationId>;
}

const largeBody = 2_000_000;
const largeBodies: readonly OperationId[] = ["recordEvents", "recordGatewayVitalSigns", "createStudy"];

/**
 * Adds one operation. By the time the handler runs, the caller may call it at this site and every part of the input
 * has its shape; nothing was converted, filled in or dropped.
 *
 * @example register(app, "listStudies", ({ siteId }) => listStudies(app.parts.store, siteId))
 */
export function register<Id extends OperationId>(app: RouteApp, id: Id, handler: Handler<Id>): void {
  const entry = operations[id];
  const schemas = contract[id];
  if (app.registered.has(id)) throw new Error(`Operation ${id} is registered twice.`);
  app.registered.add(id);
  const takesNothing = schemas.body !== null && Object.keys("properties" in schemas.body ? schemas.body.properties : { some: 0 }).length === 0;
  app.http.route({
    method: entry.method,
    url: entry.path.replaceAll(/\{(\w+)\}/gu, ":$1"),
    ...(largeBodies.includes(id) ? { bodyLimit: largeBody } : {}),
    schema: {
      params: Type.Object(schemas.params, { additionalProperties: false }),
      querystring: Type.Object(schemas.query, { additionalProperties: false }),
      ...(schemas.body === null ? {} : { body: schemas.body }),
    },
    onRequest: async (request) => {
      request.session = await app.parts.sessions.find(request);
      const permission = permit(id, request.session, siteOf(request));
      if (!permission.allowed) throw refusal(permission);
    },
    preValidation: (request, _reply, done) => {
      if (takesNothing && request.body === undefined) request.body = {};
      done();
    },
    handler: async (request, reply) => {
      const { session } = request;
      const siteId = siteOf(request) ?? ownSite(entry.access, session);
      const answer = await handler({
        params: request.params as OperationParams<Id>,
        query: request.query as OperationQuery<Id>,
        body: (request.body ?? null) as OperationBody<Id>,
        session,
        actor: actorOf(id, session, siteId),
        siteId: siteId ?? "",
        now: request.receivedAt,
        request,
        reply,
      });
      if (schemas.answer === null) return reply.sent ? reply : answer;
      app.parts.checkAnswer?.(id, answer);
      return reply.type("application/json; charset=utf-8").send(JSON.stringify(answer));
    },
  });
}

function siteOf(request: FastifyRequest): string | null {
  const siteId = (request.params as { readonly siteId?: unknown } | null)?.siteId;
  return typeof siteId === "string" ? siteId : null;
}

const ownSite = (access: OperationAccess, session: Session): string | null =>
  access.kind === "gateway" ? (session.gateway?.siteId ?? null) : access.kind === "device" ? (session.tablet?.siteId ?? null) : null;

function refusal(permission: { readonly code: "not-signed-in" | "not-found" | "not-permitted"; readonly roles: readonly string[] }): ApiError {
  if (permission.code !== "not-permitted" || permission.roles.length === 0) return new ApiError(permission.code);
  return new ApiError("not-permitted", { remedy: `Ask a person with one of the roles: ${permission.roles.join(", ")}.` });
}

declare module "fastify" {
  interface FastifyRequest {
    session: Session;
    receivedAt: Instant;
  }
}
