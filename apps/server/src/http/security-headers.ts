/** Headers that keep a browser from doing what the web application never asks for. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import helmet from "helmet";
import type { AppOptions } from "../app-parts.ts";

const directives: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  // The scanner's decoder is WebAssembly.
  "script-src": "'self' 'wasm-unsafe-eval'",
  // Component libraries place elements by style attributes.
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' data: blob:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "media-src": "'self' data: blob:",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
};

export function addSecurityHeaders(http: FastifyInstance, options: Pick<AppOptions, "tls" | "behindProxy">): void {
  const secure = options.tls != null || options.behindProxy === true;
  const headers: OutgoingHttpHeaders = {
    ...helmetHeaders(secure),
    "content-security-policy": Object.entries(directives).map(([name, sources]) => `${name} ${sources}`).join(";") + (secure ? ";upgrade-insecure-requests" : ""),
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
  };
  http.addHook("onRequest", (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  http.addHook("onSend", (request, reply, payload, done) => {
    // Answers of the interface hold clinical data: nothing on the way may keep them.
    if (request.url.startsWith("/api/") && !reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
    done(null, payload);
  });
}

/** What the library sets is always the same: it is asked once, not for every answer. */
function helmetHeaders(secure: boolean): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  const response = { setHeader: (name: string, value: string) => void (headers[name.toLowerCase()] = value), removeHeader: () => undefined };
  let failure: unknown;
  helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: "no-referrer" },
    frameguard: { action: "deny" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  })({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    failure = error;
  });
  if (failure !== undefined) throw new Error("The headers that protect the browser could not be made.", { cause: failure });
  return headers;
}
