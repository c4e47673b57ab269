/** Results: immutable, with the sentence that says how they were computed, and a plain form for JSON. */

/** What every result has beside its own fields. */
export interface ResultForm {
  /** Estimator, correction, tie rule, kind of variance and interval, in one sentence fit for the methods section of a paper. */
  readonly method: string;
  /** Plain objects, arrays and numbers. Numbers without bound are the words "Infinity" and "-Infinity", as JSON has none. */
  readonly toJSON: () => unknown;
}

/**
 * Makes a result of its fields: frozen, with `toJSON`.
 * Throws Error for a field that is not a number: what cannot be computed is a refusal, or `null` with its reason beside it.
 *
 * @example JSON.stringify(resultOf({ method: "A sum.", sum: 3 })) // '{"method":"A sum.","sum":3}'
 */
export function resultOf<Fields extends object>(fields: Fields & { readonly method: string }): Readonly<Fields> & ResultForm {
  const toJSON = (): unknown => plain(fields, "");
  return Object.freeze({ ...fields, toJSON });
}

function plain(value: unknown, path: string): unknown {
  if (typeof value === "number") {
    if (Number.isNaN(value)) throw new Error(`${path} is not a number: a fault of the method.`);
    return Number.isFinite(value) ? value : String(value);
  }
  if (Array.isArray(value)) return value.map((one, at) => plain(one, `${path}.${at}`));
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, (one, at) => plain(one, `${path}.${at}`));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => typeof one !== "function" && one !== undefined)
      .map(([key, one]) => [key, plain(one, path === "" ? key : `${path}.${key}`)]),
  );
}
