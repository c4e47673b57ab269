/** The target rate that the design of a file names, for shares above and below the right dose level; null where it names none. */
import type { DesignFile } from "@stroma/stats";

export function targetOfFile({ design }: DesignFile): number | null {
  const target = design["target"];
  return typeof target === "number" ? target : null;
}
