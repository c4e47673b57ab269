// npm test: installs what is missing and hands over to the Node that the server runs on.
import { join } from "node:path";
import { installMissing } from "./install-missing.mjs";
import { findNode, refuseOldBootstrap, runHandingOver } from "./node-24.mjs";
import { root } from "./root.mjs";

refuseOldBootstrap();
installMissing();
process.exitCode = await runHandingOver(findNode(), [
  join(root, "scripts/test-run/run-tests.ts"),
  ...process.argv.slice(2),
]);
