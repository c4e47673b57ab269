/** Runs `stroma …` with a person's words: what it prints, and its exit code. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runCommandLine } from "../src/command-line.ts";

/** The same store of compiled code that the starter `bin/stroma.mjs` uses. */
const compileCache = fileURLToPath(new URL("../../../node_modules/.cache/node", import.meta.url));
const program = fileURLToPath(new URL("../src/main.ts", import.meta.url));

export interface StromaRun {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output as the one JSON document that `--json` promises. */
  json(): unknown;
}

/** In the test's own process: the same code but for the three lines of `main.ts`, without the second that a process takes to start. */
export async function runStroma(args: readonly string[], environment: Readonly<Record<string, string | undefined>> = {}): Promise<StromaRun> {
  let [out, err] = ["", ""];
  const before = process.listeners("SIGINT");
  const exitCode = await runCommandLine(args, { environment, out: (text) => void (out += text), err: (text) => void (err += text) });
  // A command that is refused early leaves its ear for Ctrl-C to the end of its process, which here goes on.
  for (const listener of process.listeners("SIGINT")) if (!before.includes(listener)) process.off("SIGINT", listener);
  return { exitCode, out, err, json: () => JSON.parse(out) as unknown };
}

/** As a process of its own, for what only a process has: its database, its workers, its signals. */
export function spawnStroma(args: readonly string[], environment: Readonly<Record<string, string | undefined>> = {}): Promise<StromaRun> {
  const env = { PATH: process.env["PATH"], STROMA_POSTGRES_BINARIES: process.env["STROMA_POSTGRES_BINARIES"], NODE_COMPILE_CACHE: compileCache, ...environment };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => void (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => void (err += chunk.toString()));
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, out, err, json: () => JSON.parse(out) as unknown }));
  });
}
