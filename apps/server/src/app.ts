/** The application, built from its parts. It reads no environment and starts nothing by itself. */
import { randomUUID } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import Fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from "fastify";
import { v7 as uuidv7 } from "uuid";
import type { AppOptions, AppParts } from "./app-parts.ts";
import { cookieJar, sessionCookie, tabletCookie } from "./auth/cookies.ts";
import { openSessionFinder } from "./auth/find-session.ts";
import { type Session, nobody } from "./auth/session.ts";
import { demoClock, realClock } from "./clock.ts";
import { bearerOf } from "./http/bearer.ts";
import { answerBrokenRequest, answerErrors, answerFrameworkError } from "./http/error-handling.ts";
import { errorForLog, logOptions, seldom } from "./http/log.ts";
import { refuseForeignOrigin } from "./http/origin.ts";
import { parseJson } from "./http/parse-json.ts";
import { addSecurityHeaders } from "./http/security-headers.ts";
import { serveWebApp } from "./http/web-app.ts";
import type { RouteApp } from "./http/register.ts";
import { addAllRoutes } from "./routes/all-routes.ts";
import { forgetOldAttempts } from "./store/attempt-store.ts";
import { findNewestReceipt } from "./store/newest-receipt.ts";
import { realTicker } from "./ticker.ts";

export interface App extends FastifyInstance {
  /** The operations that have a handler. */
  readonly operationIds: ReadonlySet<string>;
}

const bodyLimit = 1_000_000;

export async function createApp(options: AppOptions): Promise<App> {
  const http = Fastify(serverOptions(options));
  const parts = await makeParts(options, http);
  http.decorateRequest("session", null as unknown as Session);
  http.decorateRequest("receivedAt", "");
  // Our own parser: Fastify's reads half characters and bytes that are no UTF-8 as if they were text.
  http.removeAllContentTypeParsers();
  http.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => {
    try {
      done(null, parseJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  answerErrors(http, parts);
  await http.register(fastifyCookie);
  addSecurityHeaders(http, options);
  http.addHook("onRequest", (request, _reply, done) => {
    request.receivedAt = parts.clock.now();
    request.session = nobody;
    refuseForeignOrigin(request);
    done();
  });
  await options.store.auth((tx) => forgetOldAttempts(tx, parts.realNow()));
  const app: RouteApp = { http, parts, registered: new Set() };
  addAllRoutes(app);
  await serveWebApp(http, parts, options.webFolder ?? null);
  return Object.assign(http as unknown as App, { operationIds: app.registered });
}

function serverOptions(options: AppOptions): FastifyServerOptions {
  const newId = options.newId ?? uuidv7;
  const now = () => new Date(options.realNow()).toISOString();
  return {
    frameworkErrors: answerFrameworkError(now),
    clientErrorHandler: answerBrokenRequest(newId, now),
    ...logOptions(options),
    ...(options.tls == null ? {} : { https: options.tls }),
    trustProxy: options.behindProxy === true,
    bodyLimit,
    // A HEAD of a live stream would stay open for ever.
    exposeHeadRoutes: false,
    genReqId: options.newId ?? randomUUID,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true } },
    // Live streams never end by themselves; a stop must not wait for them.
    forceCloseConnections: true,
  } as FastifyServerOptions;
}

async function makeParts(options: AppOptions, http: FastifyInstance): Promise<AppParts> {
  const { store } = options;
  const realTime = options.realNow;
  const finder = openSessionFinder(store, () => performance.now());
  const realNow = () => new Date(realTime()).toISOString();
  const tokensOf = (request: FastifyRequest) => ({ session: request.cookies[sessionCookie], tablet: request.cookies[tabletCookie], bearer: bearerOf(request) });
  return {
    store,
    clock: options.demoClock === true ? demoClock(realTime, await findNewestReceipt(store)) : realClock(realTime),
    realNow,
    newId: options.newId ?? uuidv7,
    version: options.version,
    cookies: cookieJar(options.tls != null || options.behindProxy === true),
    sessions: {
      find: (request) => finder.find(tokensOf(request), realNow()),
      peek: (request) => finder.peek(tokensOf(request), realNow()),
      forget: finder.forget,
      onForget: finder.onForget,
    },
    ticker: options.ticker ?? realTicker,
    logError: seldom(() => performance.now(), (what, error) => http.log.error({ error: errorForLog(error) }, what)),
    checkAnswer: options.checkAnswer,
    onClose: (work) => void http.addHook("preClose", async () => work()),
  };
}
