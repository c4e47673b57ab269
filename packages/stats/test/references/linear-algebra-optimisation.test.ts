/** Roots, minima, maximum likelihood and integrals against R: uniroot, optimize, optim, glm.fit, and closed forms. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/linear-algebra.json" with { type: "json" };
import { invertPositiveDefinite } from "../../src/linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../src/linear-algebra/matrix.ts";
import { addOuterProduct, mirrorUpper } from "../../src/linear-algebra/cross-product.ts";
import { minimiseBfgs } from "../../src/optimisation/bfgs.ts";
import { findRoot } from "../../src/optimisation/find-root.ts";
import { minimiseLimitedBfgs } from "../../src/optimisation/limited-bfgs.ts";
import { minimiseBrent } from "../../src/optimisation/minimise-brent.ts";
import { minimiseNelderMead } from "../../src/optimisation/nelder-mead.ts";
import { maximiseNewton } from "../../src/optimisation/newton-raphson.ts";
import { gaussHermite } from "../../src/quadrature/gauss-hermite.ts";
import { integrate } from "../../src/quadrature/integrate.ts";
import { logGamma } from "../../src/special-functions/log-gamma.ts";
import { checkFigure } from "../check-figure.ts";

const functions: Readonly<Record<string, (x: number) => number>> = {
  "x^2 - 2": (x) => x * x - 2,
  "cos x - x": (x) => Math.cos(x) - x,
  "exp x - 1e6": (x) => Math.exp(x) - 1e6,
  "x^3 - 2x - 5": (x) => x ** 3 - 2 * x - 5,
  "(x - 1/3)^2": (x) => (x - 1 / 3) ** 2,
  "x log x": (x) => x * Math.log(x),
  "-sin x": (x) => -Math.sin(x),
  "exp(-x^2 / 2)": (x) => Math.exp((-x * x) / 2),
  "dt(x, 3)": (x) => 2 / (Math.PI * Math.sqrt(3) * (1 + (x * x) / 3) ** 2),
  "exp x": Math.exp,
  "sqrt x": Math.sqrt,
  "log x": Math.log,
  "x^7 (1 - x)^3": (x) => x ** 7 * (1 - x) ** 3,
  "|x - 0.3|": (x) => Math.abs(x - 0.3),
};
function named(name: string): (x: number) => number {
  const found = functions[name];
  if (found === undefined) throw new Error(`There is no function ${name}.`);
  return found;
}
const sourceOf = (call: string, method: string) => ({ method, source: `${reference.made}: ${call}` });
const relative = { relative: true };

/** The Bernoulli log-likelihood of one logistic regression, with its derivatives. */
function logistic(rows: readonly (readonly number[])[], y: readonly number[]) {
  return (point: Float64Array) => {
    let value = 0;
    const gradient = new Float64Array(point.length);
    const hessian: Matrix = zeroMatrix(point.length, point.length);
    for (const [at, row] of rows.entries()) {
      const linear = row.reduce((sum, x, k) => sum + x * (point[k] ?? 0), 0);
      const p = 1 / (1 + Math.exp(-linear));
      value += (y[at] ?? 0) * linear - (linear > 0 ? linear + Math.log1p(Math.exp(-linear)) : Math.log1p(Math.exp(linear)));
      row.forEach((x, k) => (gradient[k] = (gradient[k] ?? 0) + x * ((y[at] ?? 0) - p)));
      addOuterProduct(hessian, row, 0, -p * (1 - p));
    }
    return { value, gradient, hessian: mirrorUpper(hessian) };
  };
}

describe("optimisation agrees with R", () => {
  test.each(reference.roots)("root of $name", ({ name, lower, upper, root }) => {
    const found = findRoot(named(name), lower, upper);
    checkFigure(sourceOf("uniroot", "Root by Brent's method"), name, found.found ? found.root : Number.NaN, root, 4e-16, relative);
  });

  test.each(reference.minima)("minimum of $name", ({ name, lower, upper, minimum }) => {
    checkFigure(sourceOf("optimize", "Minimum by Brent's method"), name, minimiseBrent(named(name), lower, upper, { tolerance: 1e-10 }).x, minimum, 3e-8);
  });

  test("logistic regression by Newton's method: estimates, covariance, log-likelihood", () => {
    const { x, y, coefficients, covariance, logLikelihood } = reference.logistic;
    const found = maximiseNewton(logistic(x, y), [0, 0]);
    expect(found.converged).toBe(true);
    const about = sourceOf("glm.fit", "Logistic regression by Newton's method");
    coefficients.forEach((value, at) => checkFigure(about, `coefficient ${at}`, found.estimate[at] ?? 0, value, 1e-12));
    checkFigure(about, "log-likelihood", found.value ?? 0, logLikelihood, 1e-13, relative);
    const inverse = invertPositiveDefinite({ ...found.hessian, values: found.hessian.values.map((value) => -value) });
    covariance.flat().forEach((value, at) => checkFigure(about, `covariance ${at}`, inverse?.values[at] ?? 0, value, 1e-8, relative));
  });

  test("maximum likelihood of a gamma distribution by BFGS, with little memory, and by Nelder-Mead", () => {
    const { values, estimate, value } = reference.optima.gamma;
    const loss = (point: Float64Array) => {
      const [shape, rate] = [Math.exp(point[0] ?? 0), Math.exp(point[1] ?? 0)];
      return -values.reduce((sum, x) => sum + shape * Math.log(rate) - logGamma(shape) + (shape - 1) * Math.log(x) - rate * x, 0);
    };
    for (const [method, found] of [["BFGS", minimiseBfgs(loss, [0, 0])], ["BFGS with little memory", minimiseLimitedBfgs(loss, [0, 0])], ["Nelder-Mead", minimiseNelderMead(loss, [0, 0])]] as const) {
      expect(found.converged).toBe(true);
      // optim's own gradient is a difference with steps of 0.001.
      estimate.forEach((expected, at) => checkFigure(sourceOf("optim BFGS", `Gamma distribution by ${method}`), `parameter ${at}`, found.estimate[at] ?? 0, expected, 1e-5));
      checkFigure(sourceOf("optim BFGS", `Gamma distribution by ${method}`), "value", found.value ?? 0, value, 1e-9, relative);
    }
  });
});

describe("quadrature agrees with closed forms and R", () => {
  test.each(reference.integrals)("integral of $name from $lower to $upper", ({ name, lower, upper, value }) => {
    const limit = (text: string) => (text === "Inf" ? Infinity : text === "-Inf" ? -Infinity : Number(text));
    for (const rule of ["7-15", "10-21"] as const) {
      const found = integrate(named(name), limit(lower), limit(upper), { rule });
      expect(found.converged).toBe(true);
      expect(found.errorEstimate ?? 1).toBeLessThanOrEqual(1e-10);
      checkFigure(sourceOf("closed form, pt, beta", `Integral by the ${rule} rule`), name, found.value ?? 0, value, 1e-10, relative);
    }
  });

  test.each(reference.hermite)("$count Gauss-Hermite nodes are the eigenvalues of the recurrence", ({ count, nodes }) => {
    const found = gaussHermite(count);
    nodes.forEach((node, at) => checkFigure(sourceOf("eigen", "Gauss-Hermite nodes"), `node ${at} of ${count}`, found.nodes[at] ?? 0, node, 2e-13));
  });
});
