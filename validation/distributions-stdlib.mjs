/**
 * Lower tails and quantiles by @stdlib, for distributions-stdlib.json. In an empty folder:
 *   npm install @stdlib/stats-base-dists-{normal,t,chisquare,f,beta,gamma}-{cdf,quantile} @stdlib/stats-base-dists-{poisson,binomial}-cdf
 *   node distributions-stdlib.mjs > distributions-stdlib.json
 * with this file copied there.
 */
import { readFileSync } from "node:fs";

const load = async (name) => (await import(`@stdlib/stats-base-dists-${name}`)).default;
const versionOf = (name) => JSON.parse(readFileSync(`node_modules/@stdlib/stats-base-dists-${name}/package.json`, "utf8")).version;
const parameters = {
  normal: [[0, 1]],
  t: [[0.3], [1], [2.5], [10], [200]],
  chisquare: [[0.2], [1], [3], [20], [500]],
  f: [[1, 1], [2, 10], [7.5, 3], [40, 200]],
  beta: [[0.1, 0.2], [0.5, 0.5], [2, 3], [30, 1.5], [120, 80]],
  gamma: [[0.1, 1], [1, 2], [4.5, 0.5], [100, 3]],
};
const probabilities = [1e-12, 1e-6, 0.001, 0.025, 0.2, 0.5, 0.8, 0.975, 0.999];
const rows = [];
const versions = {};
for (const [name, list] of Object.entries(parameters)) {
  const [cdf, quantile] = [await load(`${name}-cdf`), await load(`${name}-quantile`)];
  versions[name] = versionOf(`${name}-cdf`);
  for (const given of list) for (const p of probabilities) {
    const x = quantile(p, given[0], given[1]);
    if (Number.isFinite(x)) rows.push({ name, given, p, quantile: x, lower: cdf(x, given[0], given[1]) });
  }
}
const counts = { poisson: { list: [[0.01], [3], [250]], ks: [0, 1, 2, 7, 240, 300] }, binomial: { list: [[10, 0.2], [500, 0.001], [1000, 0.6]], ks: [0, 1, 3, 9, 580, 640] } };
for (const [name, { list, ks }] of Object.entries(counts)) {
  const cdf = await load(`${name}-cdf`);
  versions[name] = versionOf(`${name}-cdf`);
  for (const given of list) for (const k of ks) rows.push({ name, given, k, lower: cdf(k, given[0], given[1]) });
}
process.stdout.write(`${JSON.stringify({ made: `@stdlib/stats-base-dists ${[...new Set(Object.values(versions))].join(", ")}`, rows })}\n`);
