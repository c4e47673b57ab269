/** Hedges' factor: how much a standardised mean difference overstates in small studies. */

/** Terms of Γ(z + 1/2) / (Γ(z) √z) in 1/z: NIST DLMF 5.11.13. */
const terms = [1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32_768, -399 / 262_144, 869 / 4_194_304, 39_325 / 33_554_432] as const;
/** From here on the series has all digits of a double. */
const seriesFrom = 40;

/**
 * J(m) = Γ(m/2) / (√(m/2) Γ((m - 1)/2)) for m > 1 degrees of freedom; `null` below, where it does not exist.
 * Relative error below 1e-14, for large m too, where differences of log gammas lose digits.
 * Source: Hedges 1981, J Educ Stat 6:107, equation 6e, doi 10.3102/10769986006002107 (recalled).
 *
 * @example hedgesFactor(10) // 0.92274560805
 */
export function hedgesFactor(m: number): number | null {
  if (!(m > 1)) return null;
  let z = (m - 1) / 2;
  let lowered = 1;
  for (; z < seriesFrom; z++) lowered *= z / (z + 0.5);
  const series = terms.reduceRight((sum, term) => sum / z + term, 0);
  // z is (m - 1) / 2 where nothing was lowered: then no root is taken of a large number.
  return lowered === 1 ? series * Math.sqrt((m - 1) / m) : (series * Math.sqrt(z) * lowered) / Math.sqrt(m / 2);
}
