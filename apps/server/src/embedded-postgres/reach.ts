import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { Refusal } from "../refusal.ts";
import type { Account } from "./account.ts";

/** The first folder on the way to a path, from the root down, that the account may not pass through. */
export function findClosedFolder(path: string, account: Account): string | null {
  const way: string[] = [];
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    way.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return way.find((folder) => !maySearch(folder, account)) ?? null;
}

function maySearch(folder: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(folder);
  // The first class that fits decides, as in the kernel: an owner without the right is not saved by "others".
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

export function refuseUnreachable(options: {
  readonly account: Account;
  readonly binaries: string;
  readonly data: string;
}): void {
  const { account } = options;
  const ways = [
    {
      what: "its programs",
      path: options.binaries,
      other: "move the Stroma checkout to a folder that every account may pass through",
    },
    { what: "its data", path: options.data, other: "choose another data folder with --data <folder>" },
  ];
  for (const { what, path, other } of ways) {
    const closed = findClosedFolder(path, account);
    if (closed === null) continue;
    throw new Refusal(
      "folder-not-reachable",
      `as root the database runs under the account "${account.name}", which cannot reach ${what}: ${closed} is closed to it.`,
      `${other}, or run Stroma under an ordinary account, or open the folder: chmod o+x ${closed}.`,
    );
  }
}
