/** Compiles the C kernel of a design's simulation and runs it on the same states and random numbers. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { binomialMasses } from "../../packages/stats/src/distributions/binomial.ts";
import type { ExpandedDesign } from "../../packages/stats/src/dose-finding/core/exact-characteristics.ts";
import type { IntervalDesign } from "../../packages/stats/src/dose-finding/interval/interval-design.ts";

export interface KernelPlan {
  readonly expanded: ExpandedDesign;
  readonly design: IntervalDesign;
  readonly cohort: number;
  readonly cohorts: number;
  readonly target: number;
  readonly truth: readonly number[];
}

export interface KernelRun {
  readonly milliseconds: number;
  readonly counts: readonly number[];
}

export interface Kernel {
  readonly run: (how: "walk" | "plain", trials: number, state: readonly number[]) => KernelRun;
  readonly remove: () => void;
}

/** Null where there is no C compiler. */
export function compileKernel(plan: KernelPlan): Kernel | null {
  const folder = mkdtempSync(join(tmpdir(), "boin-kernel-"));
  const program = join(folder, "boin-kernel");
  const graph = join(folder, "graph.bin");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync("gcc", ["-O2", "-o", program, fileURLToPath(new URL("boin-kernel.c", import.meta.url)), "-lm"]);
  } catch {
    remove();
    return null;
  }
  writeFileSync(graph, packGraph(plan));
  const run: Kernel["run"] = (how, trials, state) => {
    const [milliseconds = Number.NaN, ...counts] = execFileSync(program, [how, graph, String(trials), ...state.map(String)], { encoding: "utf8", maxBuffer: 2 ** 26 }).trim().split(" ").map(Number);
    return { milliseconds, counts };
  };
  return { run, remove };
}

/** The layout that boin-kernel.c names. */
function packGraph({ expanded: { flat }, design, cohort, cohorts, target, truth }: KernelPlan): Uint8Array {
  const stride = 1 + Math.max(...flat.treatments.map(({ size }) => size));
  const followers = flat.treatments.length === 0 ? 0 : Math.max(...Array.from({ length: flat.count }, (_, node) => (flat.first[node] ?? 0) + Math.max(0, flat.treatments[flat.row[node] ?? -1]?.size ?? -1) + 1));
  const most = cohort * cohorts;
  const limits = flat.treatments.flatMap(({ dose, size }) => cumulative(size, truth[dose - 1] ?? 0, stride));
  const bounds = Array.from({ length: most + 1 }, (_, n) => (n === 0 ? { escalate: -1, deescalate: 1, close: null } : design.bounds(n)));
  const parts = [
    Int32Array.of(flat.count, followers, flat.treatments.length, stride, flat.ends.count, design.doses, cohort, cohorts, most),
    flat.row.subarray(0, flat.count),
    flat.first.subarray(0, flat.count),
    flat.after.subarray(0, followers),
    Float64Array.from(limits),
    Int32Array.from(bounds.map(({ escalate }) => escalate)),
    Int32Array.from(bounds.map(({ deescalate }) => deescalate)),
    Int32Array.from(bounds.map(({ close }) => close ?? 1_000_000)),
    Float64Array.from(truth.flatMap((rate) => cumulative(cohort, rate, cohort + 1))),
    Float64Array.of(target),
  ];
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)));
}

/** Probability of at most 0, 1, … events, then 2, which no uniform number reaches. */
function cumulative(size: number, rate: number, length: number): number[] {
  const masses = binomialMasses(size, rate);
  let sum = 0;
  return Array.from({ length }, (_, events) => (events >= size ? 2 : (sum += masses[events] ?? 0)));
}
