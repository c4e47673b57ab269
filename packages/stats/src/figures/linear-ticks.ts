/** Round numbers at equal distances. */
export function linearTicks(lower: number, upper: number, mostTicks: number): number[] {
  const rough = (upper - lower) / mostTicks;
  const power = Math.floor(Math.log10(rough));
  const mantissa = [1, 2, 5, 10].find((one) => one * 10 ** power >= rough * (1 - 1e-12)) ?? 10;
  const step = mantissa * 10 ** power;
  const first = Math.ceil(lower / step - 1e-9);
  const count = Math.floor(upper / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** A tick's number without digits that it does not need. */
export const tickWords = (value: number): string => {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e5)) return value.toExponential().replace("e+", "e").replace("-", "−");
  return String(Number(value.toPrecision(10))).replace("-", "−");
};
