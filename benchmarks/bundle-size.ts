/**
 * Compressed size of the web application: what the browser gets first, and what each page needs in all, counted once.
 * The web application is built before, if it is stale.
 */
import { buildWeb } from "../scripts/build-web.mjs";
import { entryFiles, gzipSizeOf, pages } from "./stage/built-app.ts";
import { describeMachine } from "./stage/machine.ts";
import { report } from "./stage/report.ts";

buildWeb(process.execPath);
const kilobytes = (files: readonly string[]) => Math.round(files.reduce((sum, file) => sum + gzipSizeOf(file), 0) / 100) / 10;
const rows = [entryFiles(), ...pages().toSorted((a, b) => (a.page < b.page ? -1 : 1))].map(({ page, scripts, styles }) => ({
  page,
  "script kB": kilobytes(scripts),
  files: scripts.length,
  "style kB": kilobytes(styles),
  "target script kB": page === "bedside-page" ? 250 : null,
}));
report("bundle-size", describeMachine(), rows, ["kB of 1,000 bytes, gzip level 6. Each page counts everything that it loads on a first visit."]);
