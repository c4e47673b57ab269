/** In which order the board shows its infusions. */
import type { OperationAnswer } from "@stroma/api";

export type BoardRow = OperationAnswer<"readWardBoard">["rows"][number];
export type BoardAlarm = BoardRow["alarms"][number];

/** Critical first, then unanswered before answered, then the older first: the order of the bedside. */
export function orderAlarms(alarms: readonly BoardAlarm[]): BoardAlarm[] {
  const rank = (alarm: BoardAlarm) => (alarm.severity === "critical" ? 0 : 2) + (alarm.acknowledged ? 1 : 0);
  return alarms.toSorted((a, b) => rank(a) - rank(b) || compareText(a.since, b.since) || compareText(a.key, b.key));
}

/**
 * Infusions with a critical alarm come first, the one that lasts longest at the top. All others keep the order of their
 * participant numbers, whatever happens to them, so that nobody has to look for a card that was there a moment ago.
 */
export function orderRows(rows: readonly BoardRow[]): BoardRow[] {
  const since = new Map(rows.map((row) => [row.infusionId, criticalSince(row)]));
  return rows.toSorted((a, b) => {
    const [first, second] = [since.get(a.infusionId) ?? null, since.get(b.infusionId) ?? null];
    if ((first === null) !== (second === null)) return first === null ? 1 : -1;
    return compareText(first ?? "", second ?? "") || compareText(a.participantNumber, b.participantNumber) || compareText(a.infusionId, b.infusionId);
  });
}

/** Since when the infusion has a critical alarm, answered or not; `null`: it has none. */
export function criticalSince(row: BoardRow): string | null {
  return row.alarms.filter((alarm) => alarm.severity === "critical").map((alarm) => alarm.since).toSorted()[0] ?? null;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
