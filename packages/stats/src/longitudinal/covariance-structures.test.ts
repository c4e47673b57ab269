import { describe, expect, test } from "vitest";
import { numericalGradient } from "../optimisation/numerical-derivatives.ts";
import { covarianceStructures, structureOfVisits } from "./covariance-structures.ts";

const visits = ["1", "2", "3", "4"];
const parameters: Readonly<Record<string, readonly number[]>> = {
  "unstructured": [2, 0.5, 0.4, 0.3, 3, 0.6, 0.2, 2.5, 0.7, 4],
  "ar1": [2, 0.4],
  "ar1-heterogeneous": [2, 3, 2.5, 4, -0.3],
  "compound-symmetry": [2, 0.4],
  "compound-symmetry-heterogeneous": [2, 3, 2.5, 4, 0.3],
  "toeplitz": [2, 0.6, 0.3, 0.1],
  "toeplitz-heterogeneous": [2, 3, 2.5, 4, 0.5, 0.3, 0.1],
};

describe("covariances of visits", () => {
  test.each(covarianceStructures)("%s: its derivatives are those that differences tell", (kind) => {
    const structure = structureOfVisits(kind, visits);
    const at = Float64Array.from(parameters[kind] ?? []);
    expect(structure.names.length).toBe(at.length);
    const { first, second } = structure.at(at);
    for (let place = 0; place < 16; place++) {
      const slopes = numericalGradient((point) => structure.at(point).value.values[place] ?? 0, at);
      for (const [k, slope] of (slopes ?? []).entries()) expect(first[k]?.values[place] ?? 0).toBeCloseTo(slope, 8);
      for (let k = 0; k < at.length; k++) {
        const curves = numericalGradient((point) => structure.at(point).first[k]?.values[place] ?? 0, at);
        for (const [l, curve] of (curves ?? []).entries()) {
          const found = second.find(({ one, other }) => one === Math.min(k, l) && other === Math.max(k, l));
          expect(found?.value.values[place] ?? 0).toBeCloseTo(curve, 7);
        }
      }
    }
  });

  test("autoregressive: the variance, then ever smaller powers of the correlation", () => {
    expect([...structureOfVisits("ar1", visits).at(Float64Array.from([2, 0.5])).value.values.subarray(0, 4)]).toEqual([2, 1, 0.5, 0.25]);
  });
});
