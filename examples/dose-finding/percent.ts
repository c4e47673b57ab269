/** "18.1 %"; what is not zero is not shown as zero, nor what is not certain as certain. */
export function percent(value: number): string {
  if (value > 0 && value < 0.0005) return "<0.1 %";
  if (value < 1 && value >= 0.9995 && 1 - value > 1e-12) return ">99.9 %";
  return `${(value * 100).toFixed(1)} %`;
}
