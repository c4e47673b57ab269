/** The file of signed heads: one JSON line per kept head, outside the database. */
import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface KeptHead {
  readonly siteId: string;
  readonly chainId: string;
  readonly seq: number;
  readonly hash: string;
}
export interface SignedHeads {
  /** The newest genuine head of each chain. */
  readonly newest: ReadonlyMap<string, KeptHead>;
  /** Lines that nobody with the key has written. */
  readonly forged: readonly string[];
}

export const chainKey = (head: { readonly siteId: string; readonly chainId: string }): string => `${head.siteId}/${head.chainId}`;
export const headsFile = (folder: string): string => join(folder, "heads.jsonl");
const privateFile = (folder: string): string => join(folder, "signing-key.pem");
const publicFile = (folder: string): string => join(folder, "public-key.pem");
const textOf = (head: KeptHead): Buffer => Buffer.from(`stroma-audit-head ${head.siteId} ${head.chainId} ${head.seq} ${head.hash}`);

/** The key that signs heads; made on first use, readable by the server's account only. */
export function openSigningKey(folder: string): KeyObject {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(privateFile(folder))) {
    const pair = generateKeyPairSync("ed25519");
    writeFileSync(publicFile(folder), pair.publicKey.export({ type: "spki", format: "pem" }), { mode: 0o644 });
    writeFileSync(privateFile(folder), pair.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  }
  return createPrivateKey(readFileSync(privateFile(folder)));
}

export function signHead(key: KeyObject, head: KeptHead): string {
  const { siteId, chainId, seq, hash } = head;
  return `${JSON.stringify({ siteId, chainId, seq, hash, signature: sign(null, textOf(head), key).toString("base64") })}\n`;
}

/** Reads and checks every line. A last line without its end is what a killed server leaves, and counts for nothing. */
export function readSignedHeads(folder: string): SignedHeads {
  const newest = new Map<string, KeptHead>();
  const forged: string[] = [];
  if (!existsSync(headsFile(folder)) || !existsSync(privateFile(folder))) return { newest, forged };
  // From the private key: a public key put beside it must not decide what is genuine.
  const key = createPublicKey(createPrivateKey(readFileSync(privateFile(folder))));
  const lines = readFileSync(headsFile(folder), "utf8").split("\n");
  lines.pop();
  for (const line of lines) {
    const head = parseLine(line, key);
    if (head === null) forged.push(line);
    else if ((newest.get(chainKey(head))?.seq ?? -1) < head.seq) newest.set(chainKey(head), head);
  }
  return { newest, forged };
}

function parseLine(line: string, key: KeyObject): KeptHead | null {
  try {
    const value = JSON.parse(line) as KeptHead & { readonly signature: string };
    return verify(null, textOf(value), key, Buffer.from(value.signature, "base64")) ? value : null;
  } catch {
    return null;
  }
}
