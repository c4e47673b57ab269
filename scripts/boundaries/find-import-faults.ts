import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { codeOnly, lineOf } from "../code-only.ts";
import type { Fault, SourceFile } from "../source-files.ts";
import { type Workspace, arrows } from "./workspace.ts";

const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*(["'])([^"'\n]+)\1/g;
const databasePackages = ["pg", "kysely", "pg-boss"];
const withoutNode = ["@stroma/stats", "@stroma/domain", "@stroma/interchange", "@stroma/api", "@stroma/web"];

/** Holds every import of one file to the arrows, to what its workspace declares, and to what others export. */
export function findImportFaults(
  file: SourceFile,
  workspaces: readonly Workspace[],
  rootDependencies: readonly string[],
): Fault[] {
  const owner = workspaces.find((workspace) => file.path.startsWith(`${workspace.folder}/`));
  // Scripts, benchmarks and examples stand outside the workspaces and may look at everything.
  if (owner === undefined) return [];
  const code = codeOnly(file.text, { keepStrings: true });
  // The word "from" inside a text imports nothing.
  const keywords = codeOnly(file.text, { keepStrings: false });
  return [...code.matchAll(importPattern)].flatMap((match) => {
    if (keywords[match.index] === " ") return [];
    const message = judge(match[2] ?? "", { file, owner, workspaces, rootDependencies });
    return message === null ? [] : [{ path: file.path, line: lineOf(code, match.index), message }];
  });
}

interface Place {
  readonly file: SourceFile;
  readonly owner: Workspace;
  readonly workspaces: readonly Workspace[];
  readonly rootDependencies: readonly string[];
}

function judge(target: string, place: Place): string | null {
  if (target.startsWith(".")) return judgeRelative(target, place);
  if (target.startsWith("node:")) return judgeBuiltin(target, place);
  if (isBuiltin(target)) return `"${target}" is part of Node: write "node:${target}"`;
  const name = target.split("/", target.startsWith("@") ? 2 : 1).join("/");
  if (arrows[name] !== undefined) return judgeSibling(target, name, place);
  return judgePackage(name, place);
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /^(packages|apps)\/[^/]+\/test\//.test(path);
}

function judgeRelative(target: string, { file, owner }: Place): string | null {
  const bare = target.split("?")[0] ?? target;
  if (posix.extname(bare) === "") return `"${target}" needs its file extension`;
  const resolved = posix.join(posix.dirname(file.path), bare);
  if (resolved.startsWith(`${owner.folder}/`)) return null;
  // The starter of a command runs before anything of ours can be imported by name.
  if (file.path.startsWith(`${owner.folder}/bin/`) && resolved.startsWith("scripts/")) return null;
  // Tests may use the tools of the checkout, reference values and the test ground of another workspace, never its insides.
  const open = /^(scripts|validation|(packages|apps)\/[^/]+\/test)\//;
  if (isTest(file.path) && open.test(resolved)) return null;
  return `"${target}" leaves ${owner.folder}: import the package by its name`;
}

function judgeBuiltin(target: string, { file, owner }: Place): string | null {
  if (isTest(file.path) || !file.path.startsWith(`${owner.folder}/src/`)) return null;
  return withoutNode.includes(owner.name) ? `${owner.name} runs in a browser too: no "${target}"` : null;
}

function judgeSibling(target: string, name: string, { file, owner, workspaces }: Place): string | null {
  if (name === owner.name) return `inside ${name} import the file you mean, not the package`;
  const sibling = workspaces.find((workspace) => workspace.name === name);
  if (sibling === undefined) return `there is no workspace ${name}`;
  const path = target === name ? "." : `.${target.slice(name.length)}`;
  if (!sibling.exports.includes(path)) return `${name} does not export "${path}"`;
  const declared = [...owner.dependencies, ...(isTest(file.path) ? owner.devDependencies : [])];
  if (!declared.includes(name)) return `${name} is not declared in ${owner.folder}/package.json`;
  if (!isTest(file.path) && arrows[owner.name]?.includes(name) !== true) return `${owner.name} must not know ${name}`;
  return null;
}

function judgePackage(name: string, { file, owner, rootDependencies }: Place): string | null {
  const shipped = file.path.startsWith(`${owner.folder}/src/`) && !isTest(file.path);
  const declared = shipped
    ? owner.dependencies
    : [...owner.dependencies, ...owner.devDependencies, ...rootDependencies];
  if (!declared.includes(name)) return `"${name}" is not declared in ${owner.folder}/package.json`;
  if (!shipped || !databasePackages.includes(name)) return null;
  const mayKnowSql =
    file.path.startsWith("apps/server/src/store/") ||
    (name === "pg" && file.path.startsWith("apps/server/src/embedded-postgres/"));
  return mayKnowSql ? null : `only apps/server/src/store knows SQL: no "${name}" here`;
}
