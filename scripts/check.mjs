// npm run check: the checks of npm test without the tests.
import { join } from "node:path";
import { installMissing } from "./install-missing.mjs";
import { findNode, refuseOldBootstrap, runHandingOver } from "./node-24.mjs";
import { root } from "./root.mjs";

refuseOldBootstrap();
installMissing();
process.exitCode = await runHandingOver(findNode(), [join(root, "scripts/test-run/run-checks.ts")]);
