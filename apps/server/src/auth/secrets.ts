/** Random tokens, and hashes of what people know. */
import { hash as digest, randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** 256 random bits, fit for a cookie and an address. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What the database keeps of a token. A token is long and random, so a plain hash is enough. */
export const hashToken = (token: string): string => digest("sha256", token);

// argon2id is the library's default kind; the figures are OWASP's first choice for it.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** What the database keeps of a password or a PIN. */
export const hashSecret = (secret: string): Promise<string> => hash(secret, cost);

let decoy: Promise<string> | null = null;

/** Takes the same time whether there is anything to compare with or not. */
export async function verifySecret(stored: string | null, given: string): Promise<boolean> {
  if (stored !== null) return verify(stored, given);
  decoy ??= hashSecret(newToken());
  await verify(await decoy, given);
  return false;
}
