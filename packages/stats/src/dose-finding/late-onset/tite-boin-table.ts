/** TITE-BOIN as a table to print. */
import { requireFraction, requireWhole } from "../core/design-refusal.ts";
import { fewestEventsToClose } from "../interval/closing-rule.ts";
import { atLeast } from "../interval/count-bounds.ts";
import { requireOptions } from "../core/require-options.ts";
import { followUpBounds } from "./tite-boin-rule.ts";
import { type TiteBoinOptions, checkTiteBoin } from "./tite-boin.ts";

export interface TiteBoinRow {
  /** Treated at the dose level, pending ones included. */
  readonly n: number;
  readonly events: number;
  readonly pending: number;
  /** `null`: the follow-up decides, by the two bounds beside it. */
  readonly always: "escalate" | "stay" | "de-escalate" | "close" | "wait" | null;
  /** Up when the follow-up of the pending participants (STFT, in windows) is at least this. */
  readonly escalateFrom: number | null;
  /** Down when it is at most this. */
  readonly deescalateUpTo: number | null;
  /** Too few outcomes are known to go up: where it would, nobody is treated until more are. */
  readonly waitsInsteadOfUp: boolean;
}

/**
 * Every count of treated, events and pending participants at a dose level, with what TITE-BOIN does: outright, or by the
 * standardised total follow-up time. Going up may also need known outcomes or follow-up, where the options say so.
 *
 * Throws DesignRefusal for options that no trial can have, and for `mostN` below 1 or above 100.
 *
 * Source: Yuan et al. 2018, table 1 and its Appendix A, doi 10.1158/1078-0432.CCR-18-0246.
 *
 * @example titeBoinTable({ target: 0.2 }, 9).find((row) => row.n === 9 && row.events === 1 && row.pending === 4)?.escalateFrom // 2.1506…
 */
export function titeBoinTable(options: Parameters<typeof checkTiteBoin>[0] & Pick<TiteBoinOptions, "cutoff">, mostN: number): TiteBoinRow[] {
  requireOptions(options, ["target", "underdose", "overdose", "pendingAs", "mostPending", "leastKnown", "leastFollowed", "edition", "cutoff"]);
  requireWhole("mostN", mostN, 1, 100);
  const cutoff = requireFraction("cutoff", options.cutoff ?? 0.95);
  const { rule } = checkTiteBoin(options);
  const { target, deescalate } = rule.boundaries;
  const rows: TiteBoinRow[] = [];
  for (let n = 1; n <= mostN; n++) {
    const close = fewestEventsToClose(n, { target, cutoff });
    for (let events = 0; events <= n; events++) {
      for (let pending = 0; pending <= n - events; pending++) {
        const { escalateFrom, deescalateUpTo } = followUpBounds(rule, { n, events, pending });
        const knownEnough = pending === 0 || n - pending >= rule.leastKnown;
        const always: TiteBoinRow["always"] =
          close !== null && events >= close
            ? "close"
            : rule.certainFirst && events >= atLeast(deescalate, n)
              ? "de-escalate"
              : pending > rule.mostPending * n + 1e-10
                ? "wait"
                : escalateFrom === 0
                  ? knownEnough ? "escalate" : "wait"
                  : deescalateUpTo === pending
                    ? "de-escalate"
                    : escalateFrom === null && deescalateUpTo === null
                      ? "stay"
                      : null;
        const open = always === null;
        rows.push({ n, events, pending, always, escalateFrom: open ? escalateFrom : null, deescalateUpTo: open ? deescalateUpTo : null, waitsInsteadOfUp: open && escalateFrom !== null && !knownEnough });
      }
    }
  }
  return rows;
}
