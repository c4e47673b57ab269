// Holds the sources to the architecture: arrows, declared imports, pure core, folder names, file length.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findImportFaults } from "./boundaries/find-import-faults.ts";
import { findImpurities, findShapeFaults } from "./boundaries/find-shape-faults.ts";
import { describeWorkspace } from "./boundaries/workspace.ts";
import { root } from "./root.mjs";
import { readSourceFiles, reportFaults } from "./source-files.ts";

const manifest = (folder: string) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
const top = manifest(".");
const workspaces = (top.workspaces as string[]).map((folder) => describeWorkspace(folder, manifest(folder)));
const files = readSourceFiles();
const faults = files.flatMap((file) => [
  ...findImportFaults(file, workspaces, Object.keys(top.devDependencies)),
  ...findShapeFaults(file),
  ...findImpurities(file),
]);
reportFaults(faults, files.length);
