/** Every reason for which the server declines to start. The list is closed: a new reason is added here first. */
export const refusalCodes = [
  "usage",
  "node-too-old",
  "port-taken",
  "address-not-protected",
  "certificate-unreadable",
  "data-folder-in-use",
  "data-folder-other-computer",
  "data-folder-newer",
  "data-folder-unusable",
  "account-missing",
  "folder-not-reachable",
  "database-binaries-missing",
  "database-did-not-start",
  "database-unreachable",
  "database-too-old",
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** A refusal to start: what is wrong and what the operator can do. It is printed without a stack trace. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly remedy: string;

  constructor(code: RefusalCode, message: string, remedy: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.remedy = remedy;
  }
}

/** Wrong usage ends with 2, as command line programs do; everything else that stops a start ends with 1. */
export function exitCodeOf(refusal: Refusal): number {
  return refusal.code === "usage" ? 2 : 1;
}

export function formatRefusal(refusal: Refusal): string {
  return `Stroma did not start: ${refusal.message}\n  What to do: ${refusal.remedy}\n  (${refusal.code})\n`;
}
