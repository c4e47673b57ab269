/** Commands whose `--json` has a schema, and the refusal of every command. */
export const outputNames = ["simulate", "compare", "table", "paths", "conduct", "boundary", "zero-events", "cohort-size", "error"] as const;
export type OutputName = (typeof outputNames)[number];
