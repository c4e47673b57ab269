/** Numbers of results as a person reads them; what cannot be told is "-". */

/** Four digits; what rounds to nothing keeps its size. */
export const short = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return "-";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(4)));
};
/** "0.67 (0.46 to 0.97)"; limits that cannot be told are "-". */
export const withLimits = (estimate: number | null, lower: number | null | undefined, upper: number | null | undefined, digits: (value: number | null | undefined) => string = short): string => (estimate === null ? "-" : lower == null && upper == null ? digits(estimate) : `${digits(estimate)} (${digits(lower)} to ${digits(upper)})`);
export const part = (value: number | null | undefined): string => (value === null || value === undefined ? "-" : value.toFixed(3));
export const ratio = (value: number | null | undefined): string => (value === null || value === undefined ? "-" : !Number.isFinite(value) ? "∞" : value >= 1000 || (value !== 0 && value < 0.005) ? value.toExponential(1) : value.toFixed(value >= 10 ? 1 : 2));
export const pWords = (p: number | null): string => (p === null ? "p cannot be told" : p < 0.0001 ? "p < 0.0001" : `p = ${p.toFixed(4)}`);
/** A group by its code is told with the name of its column; `all` is everybody. */
export const groupName = (group: string, column: string | undefined): string => (group === "all" ? "everybody" : column !== undefined && /^-?\d+(?:\.\d+)?$/u.test(group) ? `${column} ${group}` : group);
