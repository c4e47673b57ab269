/** Effects, intervals and p-values in a measure's own digits. */
import { type Measure, measureFacts } from "@stroma/stats";
import type { PooledView } from "./pooled-view.ts";

/** Numbers on the natural scale. */
export function effectText(measure: Measure, estimate: number, lower: number, upper: number): string {
  const digits = digitsOf(measure);
  return `${digits(estimate)} (${digits(lower)} to ${digits(upper)})`;
}
export const digitsOf = (measure: Measure): ((value: number) => string) => (measureFacts(measure).natural === "ratio" ? ratio : plain);
const ratio = (value: number): string => (!Number.isFinite(value) ? "∞" : value >= 1000 || (value < 0.001 && value > 0) ? value.toExponential(1) : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3));
/** Three decimals of what is about 1; the digits of small numbers are kept. */
export const plain = (value: number): string => {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  const size = Math.abs(value);
  if (size < 1e-12) return "0";
  if (size < 1e-4 || size >= 1e6) return value.toExponential(1);
  return size < 0.01 ? String(Number(value.toPrecision(2))) : size >= 100 ? String(Number(value.toPrecision(4))) : value.toFixed(3);
};
export const pText = (value: number): string => (value < 0.0001 ? "< 0.0001" : value.toFixed(value < 0.001 ? 4 : 3));
export const percent = (value: number): string => (value > 0 && value < 0.05 ? "<0.1 %" : `${value.toFixed(1)} %`);
export const levelText = (level: number): string => `${Number((100 * level).toPrecision(6))} %`;
/** "odds ratio"; what one arm shows is a proportion or a rate, whichever scale it was pooled on. */
export const measureWords = (measure: string): string => (/^(?:proportion|rate)(?=-(?:logit|arcsine|raw|freeman-tukey|log|square-root)$)/u.exec(measure)?.[0] ?? measure).replaceAll("-", " ");
export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
export const degrees = (count: number): string => `${count} ${count === 1 ? "degree" : "degrees"} of freedom`;

/** The pooled effect on the natural scale, or on that of the analysis where there is no other. */
export const onScale = (pooled: PooledView): { readonly estimate: number; readonly lower: number; readonly upper: number } => pooled.natural ?? { estimate: pooled.estimate, lower: pooled.interval.lower, upper: pooled.interval.upper };
