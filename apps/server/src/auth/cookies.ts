/** The two cookies: who is signed in, and which enrolled tablet this is. Neither is readable by scripts. */
import type { FastifyReply } from "fastify";

export const sessionCookie = "stroma_session";
export const tabletCookie = "stroma_tablet";

const tenYears = 10 * 365 * 24 * 3_600;

export interface CookieJar {
  set(reply: FastifyReply, name: string, value: string): void;
  clear(reply: FastifyReply, name: string): void;
}

/** @param secure true where the browser speaks TLS, to us or to the proxy in front. */
export function cookieJar(secure: boolean): CookieJar {
  const base = { path: "/", httpOnly: true, sameSite: "strict", secure } as const;
  return {
    // The session's own end is kept by the server; the cookie goes with the browser.
    set: (reply, name, value) => void reply.setCookie(name, value, name === tabletCookie ? { ...base, maxAge: tenYears } : base),
    clear: (reply, name) => void reply.clearCookie(name, base),
  };
}
