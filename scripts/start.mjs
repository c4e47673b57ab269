// npm start: needs nothing but Node 20 and npm, and hands over to the Node that the server runs on.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildWeb } from "./build-web.mjs";
import { installMissing } from "./install-missing.mjs";
import { findNode, refuseOldBootstrap, runHandingOver } from "./node-24.mjs";
import { root } from "./root.mjs";
import { serverFlags } from "./server-flags.mjs";

refuseOldBootstrap();
const args = process.argv.slice(2);
if (args.includes("--help")) {
  process.stdout.write(formatHelp());
  process.exit(0);
}
installMissing();
const node = findNode();
// Refusals and the version need no web application.
if (!args.includes("--version")) buildWeb(node);
process.exitCode = await runHandingOver(node, [...serverFlags, join(root, "apps/server/src/main.ts"), ...args]);

/** The same text as the server's own --help, from the same list, but without anything installed. */
function formatHelp() {
  const list = JSON.parse(readFileSync(join(root, "apps/server/src/options.json"), "utf8"));
  const rows = [
    ...list.options.map((option) => [option.value ? `${option.flag} <${option.value}>` : option.flag, option.text]),
    [],
    ...list.environment.map((variable) => [variable.name, variable.text]),
  ];
  const lines = rows.map(([name, text]) => (name === undefined ? "" : `  ${name.padEnd(26)}${text}`));
  return [`Usage: ${list.usage}`, "", list.summary, "", ...lines, ""].join("\n");
}
