/** What the audit trail says of an infusion event, and whether a recorded event still says the same. */
import { canonicalJson } from "@stroma/domain";
import type { ReceivedEvent } from "../store/infusion-event-store.ts";
import { hashText } from "./entry-hash.ts";

type Measured = Omit<ReceivedEvent, "data"> & { readonly dataSha256: string };

/**
 * The event whole; a monitor's measurements, which are most of all there is, by a digest of their data: the chain stays
 * small, and a changed measurement shows all the same.
 */
export function eventWord(event: ReceivedEvent): ReceivedEvent | Measured {
  if (event.type !== "vital-signs-recorded" || event.data.method !== "device") return event;
  const { data, ...envelope } = event;
  return { ...envelope, dataSha256: hashText(canonicalJson(data)) };
}

/** Does the recorded event say what the trail says of it? A trail that holds the data whole is held to the data. */
export function saysTheSame(recorded: ReceivedEvent, word: unknown): boolean {
  const whole = typeof word === "object" && word !== null && "data" in word;
  return canonicalJson(whole ? recorded : eventWord(recorded)) === canonicalJson(word);
}
