/** What every part of the record looks at. */
import type { OperationAnswer } from "@stroma/api";
import { describeReason, isInstant, type InfusionState, type Instant, type Protocol, type Reason } from "@stroma/domain";
import { formatDateTime, formatTimeWithSeconds } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { wordsOfReason } from "../../i18n/reason-words.ts";

export interface RecordData {
  readonly context: OperationAnswer<"readInfusion">;
  readonly study: OperationAnswer<"readStudy"> | null;
  readonly state: InfusionState;
  readonly protocol: Protocol;
  /** When the record was read: everything is as known then. */
  readonly now: Instant;
  readonly timeZone: string;
  readonly siteName: string;
  readonly nameOf: (personId: string) => string;
  readonly bagCode: (bagId: string) => string;
}

export function createRecordData(parts: Pick<RecordData, "context" | "study" | "state" | "now" | "timeZone" | "siteName">): RecordData {
  const { context } = parts;
  const names = new Map(context.people.map((person) => [person.id, person.displayName]));
  const bags = new Map(context.bags.map((bag) => [bag.id, bag.code]));
  return { ...parts, protocol: context.protocol, nameOf: (id) => names.get(id) ?? t("record.person-unknown", { id }), bagCode: (id) => bags.get(id) ?? id };
}

/** Time of the day at the site, with the date where it is not the day of the infusion's start. */
export function timeText(data: RecordData, at: Instant): string {
  const words = formatTimeWithSeconds(at, data.timeZone);
  const dayOf = (instant: Instant) => formatDateTime(instant, data.timeZone).split(",")[0] ?? "";
  const main = data.state.starts[0]?.at ?? data.context.infusion.plannedFor;
  return dayOf(at) === dayOf(main) ? words : `${dayOf(at)} ${words}`;
}

/** The words of reasons, with instants as times of the site. */
export function reasonsText(data: RecordData, reasons: readonly Reason[]): string {
  return reasons
    .map((reason) => {
      const saw = Object.fromEntries(Object.entries(reason.saw).map(([name, seen]) => [name, isInstant(seen) ? timeText(data, seen) : seen]));
      const local = { ...reason, saw };
      return wordsOfReason({ ...local, ...describeReason(local) }).message;
    })
    .join(" ");
}
