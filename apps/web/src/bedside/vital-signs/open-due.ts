import type { DueVitalSign } from "@stroma/domain";

const order: readonly DueVitalSign["status"][] = ["overdue", "due", "upcoming"];

/** Sets that still have to be measured: overdue, then due, then what comes; in each the soonest first. */
export function openDue(due: readonly DueVitalSign[]): DueVitalSign[] {
  return due
    .filter((one) => order.includes(one.status))
    .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || (a.dueAt < b.dueAt ? -1 : Number(a.dueAt > b.dueAt)));
}
