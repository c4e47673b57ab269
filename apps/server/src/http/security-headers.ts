/** Headers that keep a browser from doing what the web application never asks for. */
import fastifyHelmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
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

export async function addSecurityHeaders(http: FastifyInstance, options: Pick<AppOptions, "tls" | "behindProxy">): Promise<void> {
  const secure = options.tls != null || options.behindProxy === true;
  // Always the same text; made once, because the library would make it anew for every answer.
  const policy = Object.entries(directives).map(([name, sources]) => `${name} ${sources}`).join(";") + (secure ? ";upgrade-insecure-requests" : "");
  await http.register(fastifyHelmet, {
    global: true,
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: "no-referrer" },
    frameguard: { action: "deny" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  });
  http.addHook("onSend", (request, reply, payload, done) => {
    void reply.header("content-security-policy", policy);
    // Answers of the interface hold clinical data: nothing on the way may keep them.
    if (request.url.startsWith("/api/") && !reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
    void reply.header("permissions-policy", "camera=(self), microphone=(), geolocation=()");
    done(null, payload);
  });
}
