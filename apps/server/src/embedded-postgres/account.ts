import { readFileSync, statSync } from "node:fs";
import { Refusal } from "../refusal.ts";

/** The account that the database runs under when Stroma itself runs as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const preferred = ["postgres", "nobody"];

/**
 * PostgreSQL refuses to run as root, and initdb refuses a number without an entry in /etc/passwd.
 * The owner of an existing database comes first, then the usual unprivileged accounts.
 * Returns null when Stroma is not root: the database then runs as Stroma does.
 */
export function chooseAccount(clusterFolder: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = parsePasswd(readFileSync("/etc/passwd", "utf8"));
  const owner = ownerOf(clusterFolder);
  const chosen =
    accounts.find((account) => account.uid === owner && account.uid !== 0) ??
    preferred.map((name) => accounts.find((account) => account.name === name)).find((account) => account !== undefined);
  if (chosen !== undefined) return chosen;
  throw new Refusal(
    "account-missing",
    'Stroma runs as root, PostgreSQL must not, and neither the account "postgres" nor "nobody" exists here.',
    "run Stroma under an ordinary account, or create one: useradd --system postgres.",
  );
}

export function parsePasswd(text: string): Account[] {
  const accounts: Account[] = [];
  for (const line of text.split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name === undefined || uid === undefined || gid === undefined) continue;
    if (/^\d+$/.test(uid) && /^\d+$/.test(gid)) accounts.push({ name, uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}

function ownerOf(folder: string): number | null {
  try {
    return statSync(folder).uid;
  } catch {
    return null;
  }
}
