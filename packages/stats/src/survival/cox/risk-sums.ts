/** Sums over those at risk: of weights times risks, times covariates, times their products (upper triangle, row after row). */

export interface RiskSums {
  zero: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export const riskSums = (width: number): RiskSums => ({ zero: 0, first: new Float64Array(width), second: new Float64Array((width * (width + 1)) / 2) });

export function clearSums(sums: RiskSums): void {
  sums.zero = 0;
  sums.first.fill(0);
  sums.second.fill(0);
}

/** Adds one row, or takes it away with a risk below 0. */
export function addRow({ first, second }: RiskSums, values: Float64Array, from: number, risk: number): void {
  const width = first.length;
  for (let row = 0, at = 0; row < width; row++) {
    const part = risk * (values[from + row] as number);
    first[row] = (first[row] as number) + part;
    for (let column = row; column < width; column++, at++) second[at] = (second[at] as number) + part * (values[from + column] as number);
  }
}
