/** `stroma serve`: the same server as `npm start`, with the same options. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const startScript = fileURLToPath(new URL("../../../../scripts/start.mjs", import.meta.url));

export function serve(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [startScript, ...args], { stdio: "inherit" });
  // Ctrl-C reaches the whole group; the server closes in order, and this process waits for it.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal === null ? 1 : 0)));
  });
}
