/** A result, or why it cannot be computed: beside others that can, it is no end of the command. */
import { StatisticRefusal } from "@stroma/stats";

export type OrReason<Result> = { readonly result: Result; readonly reason: null } | { readonly result: null; readonly reason: string };

export function orReason<Result>(work: () => Result): OrReason<Result> {
  try {
    return { result: work(), reason: null };
  } catch (error) {
    if (error instanceof StatisticRefusal) return { result: null, reason: error.message };
    throw error;
  }
}
