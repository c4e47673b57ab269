/**
 * The closed table of clinical units. Codes are UCUM, case sensitive. Each row says how many base units of its dimension
 * one such unit is, as a ratio of two whole numbers, so that a conversion between two rows rounds only once.
 *
 * Dimensions are clinical, and stricter than UCUM's: cells are a dimension of their own (UCUM ignores the annotation and
 * would convert cells to plain numbers), and mass per kilogram of body mass is not a plain number either.
 * Only temperature has an offset: base = (value - `zero`) x ratio.
 */
export interface UnitRow {
  readonly dimension: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Reading on this unit's scale at which the base unit reads zero. */
  readonly zero: number;
}

type Row = readonly [unit: string, numerator: number, denominator: number, zero?: number];

const rowsByDimension: Readonly<Record<string, readonly Row[]>> = {
  number: [["1", 1, 1], ["%", 1, 100]],
  length: [["m", 1, 1], ["cm", 1, 100], ["mm", 1, 1000], ["um", 1, 1_000_000], ["[in_i]", 254, 10_000]],
  area: [["m2", 1, 1], ["cm2", 1, 10_000]],
  volume: [["L", 1, 1], ["dL", 1, 10], ["mL", 1, 1000], ["uL", 1, 1_000_000]],
  mass: [["kg", 1000, 1], ["g", 1, 1], ["mg", 1, 1000], ["ug", 1, 1_000_000], ["ng", 1, 1_000_000_000], ["[lb_av]", 45_359_237, 100_000]],
  time: [["wk", 604_800, 1], ["d", 86_400, 1], ["h", 3600, 1], ["min", 60, 1], ["s", 1, 1], ["ms", 1, 1000]],
  temperature: [["Cel", 1, 1, 0], ["[degF]", 5, 9, 32], ["K", 1, 1, 273.15]],
  // UCUM defines m[Hg] as 133.3220 kPa and m[H2O] as 9.80665 kPa.
  pressure: [["Pa", 1, 1], ["hPa", 100, 1], ["kPa", 1000, 1], ["mm[Hg]", 133_322, 1000], ["cm[H2O]", 980_665, 10_000]],
  acidity: [["[pH]", 1, 1]],

  "number per time": [["/s", 1, 1], ["Hz", 1, 1], ["/min", 1, 60], ["/h", 1, 3600], ["/d", 1, 86_400]],
  "number per volume": [["/uL", 1_000_000, 1], ["10*3/uL", 1_000_000_000, 1], ["10*6/uL", 1_000_000_000_000, 1], ["10*9/L", 1_000_000_000, 1], ["10*12/L", 1_000_000_000_000, 1]],

  cells: [["{cells}", 1, 1], ["10*3{cells}", 1000, 1], ["10*6{cells}", 1_000_000, 1], ["10*9{cells}", 1_000_000_000, 1]],
  "cells per body mass": [["{cells}/kg", 1, 1], ["10*6{cells}/kg", 1_000_000, 1]],
  "cells per time": [["{cells}/min", 1, 1], ["10*6{cells}/min", 1_000_000, 1], ["10*6{cells}/h", 1_000_000, 60]],
  "cells per body mass and time": [["{cells}/kg/min", 1, 1], ["10*6{cells}/kg/min", 1_000_000, 1]],
  "cells per volume": [["{cells}/mL", 1, 1], ["10*6{cells}/mL", 1_000_000, 1], ["{cells}/uL", 1000, 1]],

  "volume per time": [["L/min", 60_000, 1], ["L/h", 1000, 1], ["mL/min", 60, 1], ["mL/h", 1, 1], ["mL/s", 3600, 1]],
  "volume per body mass": [["mL/kg", 1, 1]],
  "volume per body mass and time": [["mL/kg/min", 60, 1], ["mL/kg/h", 1, 1]],

  "mass per volume": [["g/mL", 1000, 1], ["g/dL", 10, 1], ["g/L", 1, 1], ["mg/mL", 1, 1], ["mg/dL", 1, 100], ["mg/L", 1, 1000], ["ug/mL", 1, 1000], ["ug/L", 1, 1_000_000], ["ng/mL", 1, 1_000_000], ["pg/mL", 1, 1_000_000_000]],
  "mass per area": [["kg/m2", 1, 1]],
  "mass per time": [["g/h", 1_000_000, 1], ["mg/h", 1000, 1], ["mg/min", 60_000, 1], ["ug/h", 1, 1], ["ug/min", 60, 1]],
  "mass per body mass": [["g/kg", 1_000_000_000, 1], ["mg/kg", 1_000_000, 1], ["ug/kg", 1000, 1], ["ng/kg", 1, 1]],
  "mass per body mass and time": [["g/kg/d", 1_000_000_000, 24], ["mg/kg/h", 1_000_000, 1], ["mg/kg/min", 60_000_000, 1], ["ug/kg/h", 1000, 1], ["ug/kg/min", 60_000, 1], ["ng/kg/min", 60, 1]],

  "amount per volume": [["mol/L", 1_000_000_000, 1], ["mmol/L", 1_000_000, 1], ["umol/L", 1000, 1], ["nmol/L", 1, 1]],

  "drug or enzyme units": [["U", 1, 1]],
  "drug or enzyme units per time": [["U/min", 60, 1], ["U/h", 1, 1]],
  "drug or enzyme units per volume": [["U/mL", 1000, 1], ["U/L", 1, 1]],
  "international units": [["[iU]", 1, 1]],
  "international units per time": [["[iU]/min", 60, 1], ["[iU]/h", 1, 1]],
  "international units per volume": [["[iU]/mL", 1000, 1], ["[iU]/L", 1, 1]],
  "international units per body mass": [["[iU]/kg", 1, 1]],

  endotoxin: [["[EU]", 1, 1]],
  "endotoxin per volume": [["[EU]/mL", 1000, 1], ["[EU]/L", 1, 1]],
  "endotoxin per body mass": [["[EU]/kg", 1, 1]],
  "endotoxin per time": [["[EU]/min", 60, 1], ["[EU]/h", 1, 1]],
  "endotoxin per body mass and time": [["[EU]/kg/min", 60, 1], ["[EU]/kg/h", 1, 1]],
};

/** Every known unit with its row. */
export const unitTable: ReadonlyMap<string, UnitRow> = new Map(
  Object.entries(rowsByDimension).flatMap(([dimension, rows]) =>
    rows.map(([unit, numerator, denominator, zero]) => [unit, { dimension, numerator, denominator, zero: zero ?? 0 }] as const),
  ),
);
