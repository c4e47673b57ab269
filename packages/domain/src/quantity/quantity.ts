/** A number with its UCUM unit, for example `{ value: 5, unit: "mL/min" }`. */
export interface Quantity {
  readonly value: number;
  /** UCUM, case sensitive, from the closed table in `quantity/unit.ts`; cells are annotated: `10*6{cells}/kg`. */
  readonly unit: string;
}
