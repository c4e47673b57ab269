/**
 * The first start (a fresh data folder: database made, migrations, example studies) and later ones, from the start of
 * `npm start`'s script to the server's word that it is ready. The web application is built before, if it is stale.
 *
 * Options: --runs 3, --json.
 */
import { buildWeb } from "../scripts/build-web.mjs";
import { withDataFolder } from "./stage/data-folder.ts";
import { describeMachine } from "./stage/machine.ts";
import { median } from "./stage/quantile.ts";
import { numberOption, report, say } from "./stage/report.ts";
import { withServer } from "./stage/server-process.ts";

const runs = numberOption("runs", 3);
const startOn = (data: string) => withServer({ data, asNpmStart: true }, ({ readyAfterSeconds }) => Promise.resolve(readyAfterSeconds));

buildWeb(process.execPath);
const machine = describeMachine();
const first: number[] = [];
const later: number[] = [];
for (let run = 1; run <= runs; run++) {
  await withDataFolder(async (data) => {
    first.push(await startOn(data));
    for (let again = 0; again < 2; again++) later.push(await startOn(data));
  });
  say(`run ${run}: first ${first.at(-1)?.toFixed(1)} s, later ${later.at(-1)?.toFixed(1)} s`);
}
const seconds = (values: readonly number[]) => ({ "seconds (median)": Number(median(values).toFixed(2)), best: Number(Math.min(...values).toFixed(2)), worst: Number(Math.max(...values).toFixed(2)) });
report("start-time", machine, [
  { start: "first, with database, migrations and examples", ...seconds(first), target: null },
  { start: "later", ...seconds(later), target: 5 },
]);
