/** The protocol documents that come with Stroma. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseProtocol } from "@stroma/domain/protocol-parser";
import type { Protocol } from "@stroma/domain";

export const shippedFolder = fileURLToPath(new URL("../../../../protocols/", import.meta.url));

export interface ShippedDocument {
  readonly text: string;
  readonly protocol: Protocol;
}
let rulesets: readonly ShippedDocument[] | null = null;

/** The rulesets among the shipped documents, which studies may extend. Read once. */
export function shippedRulesets(): readonly ShippedDocument[] {
  rulesets ??= readdirSync(shippedFolder)
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => {
      const text = readFileSync(join(shippedFolder, name), "utf8");
      const parsed = parseProtocol(text);
      return parsed.ok && parsed.protocol.kind === "ruleset" ? [{ text, protocol: parsed.protocol }] : [];
    });
  return rulesets;
}
