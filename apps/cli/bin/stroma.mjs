#!/usr/bin/env node
// Runs on Node 20 and hands over to the Node that Stroma runs on.
import { join } from "node:path";
import { findNode, refuseOldBootstrap, runHandingOver } from "../../../scripts/node-24.mjs";
import { root } from "../../../scripts/root.mjs";

refuseOldBootstrap();
process.exitCode = await runHandingOver(findNode(), [join(root, "apps/cli/src/main.ts"), ...process.argv.slice(2)]);
