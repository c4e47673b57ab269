/**
 * Sums over people of what each of them does to incidence: of z (time lost up to now), r (incidence now) and q (survival now), and of
 * their products. Both kinds of step are linear in them, so that sums step as one person does.
 */

/** w, wz, wr, wq, wzz, wzr, wzq, wrr, wrq, wqq; w is the sum of squared weights. */
export type Moments = Float64Array;
export const noMoments = (): Moments => new Float64Array(10);
export const [atZz, atRr] = [4, 7];

/** Time passes: z gains r for each unit of it. */
export function letPass(m: Moments, span: number): void {
  const [r, zr, zq, rr, rq] = [m[2] as number, m[5] as number, m[6] as number, m[7] as number, m[8] as number];
  m[1] = (m[1] as number) + span * r;
  m[4] = (m[4] as number) + 2 * span * zr + span * span * rr;
  m[5] = zr + span * rr;
  m[6] = zq + span * rq;
}

/** Incidence rises: whoever has more survival than counted gains as much more of it. */
export function letRise(m: Moments, rise: number): void {
  const [q, zr, zq, rr, rq, qq] = [m[3] as number, m[5] as number, m[6] as number, m[7] as number, m[8] as number, m[9] as number];
  m[2] = (m[2] as number) - rise * q;
  m[5] = zr - rise * zq;
  m[7] = rr - 2 * rise * rq + rise * rise * qq;
  m[8] = rq - rise * qq;
}

/** Each of them gains the same. */
export function shift(m: Moments, r: number, q: number): void {
  const [w, wz, wr, wq] = [m[0] as number, m[1] as number, m[2] as number, m[3] as number];
  m[5] = (m[5] as number) + r * wz;
  m[6] = (m[6] as number) + q * wz;
  m[7] = (m[7] as number) + 2 * r * wr + r * r * w;
  m[8] = (m[8] as number) + r * wq + q * wr + r * q * w;
  m[9] = (m[9] as number) + 2 * q * wq + q * q * w;
  m[2] = wr + r * w;
  m[3] = wq + q * w;
}

/** One more person, or several alike: w is the sum of their squared weights, below 0 to take them out. */
export function addPerson(m: Moments, w: number, z: number, r: number, q: number): void {
  m[0] = (m[0] as number) + w;
  m[1] = (m[1] as number) + w * z;
  m[2] = (m[2] as number) + w * r;
  m[3] = (m[3] as number) + w * q;
  m[4] = (m[4] as number) + w * z * z;
  m[5] = (m[5] as number) + w * z * r;
  m[6] = (m[6] as number) + w * z * q;
  m[7] = (m[7] as number) + w * r * r;
  m[8] = (m[8] as number) + w * r * q;
  m[9] = (m[9] as number) + w * q * q;
}
