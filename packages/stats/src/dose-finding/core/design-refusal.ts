/** An input that no design can work with: names the field and what would be right. */

export class DesignRefusal extends RangeError {
  readonly code: string;
  /** The field, as the caller named it: `target`, `skeleton.2`, `participants.4.dose`. */
  readonly path: string;
  readonly remedy: string;

  constructor(code: string, path: string, message: string, remedy: string) {
    super(`${path}: ${message} ${remedy}`);
    this.name = "DesignRefusal";
    this.code = code;
    this.path = path;
    this.remedy = remedy;
  }
}

/** Refuses what is not a number strictly between 0 and 1. */
export function requireFraction(path: string, value: number): number {
  if (typeof value === "number" && value > 0 && value < 1) return value;
  throw new DesignRefusal("not-a-fraction", path, `${String(value)} does not lie between 0 and 1.`, "Give a number above 0 and below 1, for example 0.3.");
}

/** Refuses what is not a whole number from `low` to `high`. */
export function requireWhole(path: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new DesignRefusal("not-a-whole-number", path, `${String(value)} is not a whole number from ${low} to ${high}.`, `Give a whole number from ${low} to ${high}.`);
}
