/** Keeps the newest head of every chain, signed, in a file outside the database, so that a cut or rewritten chain shows. */
import { closeSync, existsSync, openSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { type KeptHead, type SignedHeads, chainKey, headsFile, openSigningKey, readSignedHeads, signHead } from "./signed-heads.ts";

export interface HeadKeeper {
  keep(head: KeptHead): void;
  /** Everything kept so far, read again from the file. */
  read(): SignedHeads;
  close(): Promise<void>;
}

const longestDelay = 200;

export function openHeadKeeper(folder: string): HeadKeeper {
  compact(folder);
  return appendTo(folder);
}

/**
 * Keeps heads in the file of a server that may be running: lines are only added, since that server holds the file open.
 * Null where no server has kept any; a head file in a mistyped folder would prove nothing.
 */
export function joinHeadKeeper(folder: string): HeadKeeper | null {
  return existsSync(headsFile(folder)) ? appendTo(folder) : null;
}

function appendTo(folder: string): HeadKeeper {
  const key = openSigningKey(folder);
  const file = openSync(headsFile(folder), "a", 0o600);
  const pending = new Map<string, KeptHead>();
  let timer: NodeJS.Timeout | null = null;

  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (pending.size === 0) return;
    const lines = [...pending.values()].map((head) => signHead(key, head)).join("");
    pending.clear();
    writeSync(file, lines);
  };
  return {
    keep: (head) => {
      const known = pending.get(chainKey(head));
      if (known === undefined || known.seq < head.seq) pending.set(chainKey(head), head);
      timer ??= setTimeout(flush, longestDelay);
    },
    read: () => {
      flush();
      return readSignedHeads(folder);
    },
    close: () => {
      flush();
      closeSync(file);
      return Promise.resolve();
    },
  };
}

/** One line per chain is enough; a line that nobody signed stays, so that verification keeps saying so. */
function compact(folder: string): void {
  const { newest, forged } = readSignedHeads(folder);
  const key = openSigningKey(folder);
  const draft = `${headsFile(folder)}.next`;
  const text = [...newest.values()].map((head) => signHead(key, head)).join("") + forged.map((line) => `${line}\n`).join("");
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, headsFile(folder));
}
