/** A one-time sign-in link for a person, good for a day. */
import type { FastifyRequest } from "fastify";
import type { Instant } from "@stroma/domain";
import { insertLink } from "../store/session-store.ts";
import type { Tx } from "../store/store.ts";
import { linkOf } from "./first-administrator.ts";
import { hashToken, newToken } from "./secrets.ts";

const linkHours = 24;

/** Runs as `stroma_auth`. Replaces the person's earlier links. */
export async function issueLink(tx: Tx, personId: string, around: { readonly request: FastifyRequest; readonly realNow: Instant }): Promise<{ readonly signInLink: string; readonly expiresAt: Instant }> {
  const token = newToken();
  const expiresAt = new Date(Date.parse(around.realNow) + linkHours * 3_600_000).toISOString();
  await insertLink(tx, { tokenHash: hashToken(token), personId, expiresAt, now: around.realNow });
  return { signInLink: linkOf(`${around.request.protocol}://${around.request.host}`, token), expiresAt };
}
