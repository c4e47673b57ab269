/** The server as people start it, in a process of its own, on a free loopback port. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { serverFlags } from "../../scripts/server-flags.mjs";

export interface ServerProcess {
  readonly baseUrl: string;
  readonly port: number;
  readonly pid: number;
  /** From the start of the process to its own word that it is ready. */
  readonly readyAfterSeconds: number;
  /** What the server's process, without its database, has used of the processor; NaN where the system does not tell. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}
export interface ServerStart {
  readonly data: string;
  readonly options?: readonly string[];
  /** Start through `scripts/start.mjs`, as `npm start` does. */
  readonly asNpmStart?: boolean;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const longestStart = 90_000;

export async function withServer<T>(start: ServerStart, work: (server: ServerProcess) => Promise<T>): Promise<T> {
  const server = await startServerProcess(start);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

async function startServerProcess({ data, options = [], asNpmStart = false }: ServerStart): Promise<ServerProcess> {
  const port = await findFreePort();
  const program = asNpmStart ? "scripts/start.mjs" : "apps/server/src/main.ts";
  // A profile of the server can be asked for: SERVER_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/profile".
  const nodeOptions = (process.env["SERVER_NODE_OPTIONS"] ?? "").split(" ").filter((one) => one !== "");
  const { DATABASE_URL: _database, STROMA_DATA: _data, ...environment } = process.env;
  const started = performance.now();
  const child = spawn(process.execPath, [...serverFlags, ...nodeOptions, join(root, program), "--port", String(port), "--data", data, ...options], { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stopWithUs = () => child.kill("SIGTERM");
  process.once("exit", stopWithUs);
  const stop = async () => {
    process.off("exit", stopWithUs);
    child.kill("SIGTERM");
    await ended;
  };
  const readyAfterSeconds = await new Promise<number>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (/ is ready at http/u.test(output)) resolve((performance.now() - started) / 1_000);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    void ended.then(() => reject(new Error(`The server did not start:\n${output}`)));
    void wait(longestStart, undefined, { ref: false }).then(() => reject(new Error(`The server is not ready after ${longestStart / 1_000} s:\n${output}`)));
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { baseUrl: `http://127.0.0.1:${port}`, port, pid: child.pid ?? 0, readyAfterSeconds, cpuSeconds: () => cpuSecondsOf(child.pid ?? 0), stop };
}

/** Linux counts user and system time in hundredths of a second, in the 14th and 15th field of this file. */
function cpuSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /u, "").split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
