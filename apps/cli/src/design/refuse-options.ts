/** What the library refuses is wrong usage at the command line. */
import { DesignRefusal, StatisticRefusal } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";

/** Runs `work`; a refusal of the library in it becomes a refusal with exit code 2 that names the field. */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asCommandRefusal(error);
  }
}

export function asCommandRefusal(error: unknown): unknown {
  if (!(error instanceof DesignRefusal || error instanceof StatisticRefusal)) return error;
  const message = error.message.endsWith(error.remedy) ? error.message.slice(0, -error.remedy.length).trim() : error.message;
  return new CommandRefusal(error.code, message, error.remedy, 2, { path: error.path, ...("details" in error && Object.keys(error.details).length > 0 ? { details: error.details } : {}) });
}
