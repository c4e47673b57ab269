/** Headers that keep a browser from doing what the web application never asks for. */
import fastifyHelmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import type { AppOptions } from "../app-parts.ts";

export async function addSecurityHeaders(http: FastifyInstance, options: Pick<AppOptions, "tls" | "behindProxy">): Promise<void> {
  const secure = options.tls != null || options.behindProxy === true;
  await http.register(fastifyHelmet, {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // The scanner's decoder is WebAssembly.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // Component libraries place elements by style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        mediaSrc: ["'self'", "data:", "blob:"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: "no-referrer" },
    frameguard: { action: "deny" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  });
  http.addHook("onSend", (request, reply, payload, done) => {
    // Answers of the interface hold clinical data: nothing on the way may keep them.
    if (request.url.startsWith("/api/") && !reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
    void reply.header("permissions-policy", "camera=(self), microphone=(), geolocation=()");
    done(null, payload);
  });
}
