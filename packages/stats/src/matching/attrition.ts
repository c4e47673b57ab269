/** Who fell out on the way to the matched sets, and why. */

export type AttritionReason = "missing-values" | "nobody-alike-in-stratum" | "nobody-within-caliper" | "not-chosen";
export interface AttritionStep {
  readonly reason: AttritionReason;
  readonly says: string;
  /** Rows that fell out here; `unknown` are those of which the group itself is missing. */
  readonly treated: number;
  readonly controls: number;
  readonly unknown: number;
  readonly treatedLeft: number;
  readonly controlsLeft: number;
}

const says: Readonly<Record<AttritionReason, string>> = {
  "missing-values": "something that is needed is missing in the row",
  "nobody-alike-in-stratum": "nobody of the other group is equal in what must be equal",
  "nobody-within-caliper": "nobody of the other group is near enough",
  "not-chosen": "treated: those near enough were taken by others; controls: others were nearer, or enough were taken",
};

/** Counts rows that fell out, step by step, from all rows that were given. */
export function attritionTable(given: ArrayLike<unknown>, complete: Int32Array, treated: Float64Array, reasons: readonly (AttritionReason | null)[]): readonly AttritionStep[] {
  const isKept = new Uint8Array(given.length);
  for (const row of complete) isKept[row] = 1;
  const fallen = { "missing-values": [0, 0, 0], "nobody-alike-in-stratum": [0, 0, 0], "nobody-within-caliper": [0, 0, 0], "not-chosen": [0, 0, 0] } satisfies Record<AttritionReason, number[]>;
  const count = (reason: AttritionReason, place: number) => void (fallen[reason][place] = (fallen[reason][place] ?? 0) + 1);
  let [treatedLeft, controlsLeft] = [0, 0];
  for (let row = 0; row < given.length; row++) {
    const group = given[row] === 1 || given[row] === true ? 0 : given[row] === 0 || given[row] === false ? 1 : 2;
    if (group === 0) treatedLeft += 1;
    if (group === 1) controlsLeft += 1;
    if (isKept[row] === 0) count("missing-values", group);
  }
  for (const [row, reason] of reasons.entries()) if (reason !== null) count(reason, treated[row] === 1 ? 0 : 1);
  return (Object.keys(says) as AttritionReason[]).map((reason) => {
    const [ones = 0, zeros = 0, unknown = 0] = fallen[reason];
    treatedLeft -= ones;
    controlsLeft -= zeros;
    return { reason, says: says[reason], treated: ones, controls: zeros, unknown, treatedLeft, controlsLeft };
  });
}
