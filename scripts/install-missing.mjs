import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "./refuse.mjs";
import { root } from "./root.mjs";

/** Installs the dependencies when they are missing or are not those of the lock file. */
export function installMissing() {
  if (isInstalled()) return;
  process.stdout.write("Installing what Stroma needs (npm ci), which takes a minute ...\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const done = spawnSync(npm, ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (done.status !== 0) {
    refuse(
      "the dependencies could not be installed.",
      "read the message of npm above, check the network, and try again.",
    );
  }
}

// npm writes its own list last, so an interrupted installation is seen as missing.
function isInstalled() {
  const installedList = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedList)) return false;
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(installedList);
  return Object.entries(wanted).every(([path, entry]) => {
    // Workspaces are folders of the checkout, and npm leaves out optional packages for other platforms.
    if (!path.includes("node_modules/") || entry.link === true) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
