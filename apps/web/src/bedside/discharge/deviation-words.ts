/** A deviation as people read it: the server's sentence with times of the site, checklist items and entries by their names. */
import type { Protocol } from "@stroma/domain";
import { withLocalTimes } from "../../i18n/local-times.ts";
import { eventWords } from "../event-words.ts";

/** @example wordsOfDeviation("item.well-today was overridden: known", protocol, zone) // "“Well today” was overridden: known" */
export function wordsOfDeviation(message: string, protocol: Pick<Protocol, "checklist">, timeZone: string | undefined): string {
  return withLocalTimes(message, timeZone)
    .replace(/^item\.([a-z0-9-]+)/u, (code, id: string) => quoted(wordsOfItem(protocol, id)) ?? code)
    .replaceAll(/“([a-z-]+)”/gu, (_, type: string) => `“${eventWords(type)}”`);
}

/** What a checklist item asks; `null` where the protocol holds no such item. */
export function wordsOfItem(protocol: Pick<Protocol, "checklist">, id: string): string | null {
  return protocol.checklist.flatMap((phase) => phase.items).find((item) => item.id === id)?.text ?? null;
}

const quoted = (words: string | null): string | null => (words === null ? null : `“${words}”`);
