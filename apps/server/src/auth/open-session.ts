/** Signs a person in: a new session, its cookie, and the end of the one before. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AppParts } from "../app-parts.ts";
import { endSession, insertSession } from "../store/session-store.ts";
import { sessionCookie, tabletCookie } from "./cookies.ts";
import { expiryOf } from "./find-session.ts";
import { hashToken, newToken } from "./secrets.ts";
import type { Session } from "./session.ts";

/** @param deviceId binds the session to a tablet: away from it the cookie is worth nothing. */
export async function openSession(parts: AppParts, around: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly session: Session }, personId: string, deviceId: string | null): Promise<Session> {
  const token = newToken();
  const now = parts.realNow();
  await parts.store.auth(async (tx) => {
    if (around.session.tokenHash !== null) await endSession(tx, around.session.tokenHash, now);
    await insertSession(tx, { tokenHash: hashToken(token), personId, deviceId, now, expiresAt: expiryOf(now) });
  });
  parts.cookies.set(around.reply, sessionCookie, token);
  return readAgain(parts, around.request, token);
}

/** The session as it stands after a change. */
export function readAgain(parts: AppParts, request: FastifyRequest, sessionToken?: string): Promise<Session> {
  parts.sessions.forget();
  const cookies = { [tabletCookie]: request.cookies[tabletCookie], [sessionCookie]: sessionToken ?? request.cookies[sessionCookie] };
  return parts.sessions.find({ cookies, headers: {} } as unknown as FastifyRequest);
}

export async function closeSession(parts: AppParts, around: { readonly reply: FastifyReply; readonly session: Session }): Promise<void> {
  const { tokenHash } = around.session;
  if (tokenHash !== null) await parts.store.auth((tx) => endSession(tx, tokenHash, parts.realNow()));
  parts.cookies.clear(around.reply, sessionCookie);
  parts.sessions.forget();
}
