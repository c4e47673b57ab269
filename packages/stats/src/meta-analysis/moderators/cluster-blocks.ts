/** Rows in clusters. */
import { orthonormalBasis, upperTriangle } from "../../linear-algebra/apply-qr.ts";
import { type Matrix, identityMatrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { decomposeQr } from "../../linear-algebra/pivoted-qr.ts";

/** The rows of one cluster: their design, the model's variance of their estimates, and their residuals. */
export interface ClusterBlock {
  readonly design: Matrix;
  readonly variance: Matrix;
  readonly residuals: Float64Array;
}
/** Rows in clusters, in the order in which clusters first come. */
export function groupRows(names: readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [row, name] of names.entries()) {
    const there = groups.get(name);
    if (there === undefined) groups.set(name, [row]);
    else there.push(row);
  }
  return groups;
}

/** Some rows of a matrix. */
export function rowsAt(matrix: Matrix, rows: readonly number[]): Matrix {
  const made = zeroMatrix(rows.length, matrix.columns);
  for (const [at, row] of rows.entries()) made.values.set(matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns), at * matrix.columns);
  return made;
}

/** A block of independent estimates. */
export function independentBlock(design: Matrix, variances: ArrayLike<number>, residuals: Float64Array, rows: readonly number[]): ClusterBlock {
  const variance = identityMatrix(rows.length);
  for (const [at, row] of rows.entries()) variance.values[at * (rows.length + 1)] = variances[row] ?? 0;
  return { design: rowsAt(design, rows), variance, residuals: Float64Array.from(rows, (row) => residuals[row] as number) };
}

/** The same blocks with an orthonormal basis of the whole design, X = QR, and R: a year beside a column of ones costs no digits. */
export function inBasis(blocks: readonly ClusterBlock[]): { readonly blocks: readonly ClusterBlock[]; readonly toBasis: Matrix } {
  const columns = blocks[0]?.design.columns ?? 0;
  const rows = blocks.reduce((sum, { design }) => sum + design.rows, 0);
  const whole = zeroMatrix(rows, columns);
  let at = 0;
  for (const { design } of blocks) {
    whole.values.set(design.values, at);
    at += design.values.length;
  }
  const qr = decomposeQr(whole);
  const basis = orthonormalBasis(qr).values;
  at = 0;
  const turned = blocks.map((block) => {
    const size = block.design.values.length;
    at += size;
    return { ...block, design: { ...block.design, values: basis.slice(at - size, at) } };
  });
  return { blocks: turned, toBasis: upperTriangle(qr) };
}
