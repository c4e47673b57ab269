/** A server as people start it: a process of its own on a free port, with a data folder and a database of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createEmptyDatabase } from "./database.ts";
import { makeReachableFolder } from "./start-test-postgres.ts";

const program = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const compileCache = fileURLToPath(new URL("../../../node_modules/.cache/node", import.meta.url));

export interface RunningServer {
  readonly address: string;
  /** Of the first start; `null` once an administrator has a password. */
  readonly signInLink: string | null;
  readonly data: string;
  /** Of the run's database server; `null`: the server brought its own. */
  readonly databaseUrl: string | null;
  output(): string;
  /** Ends the process at once, as a cut power cord does; the data stay. */
  kill(): Promise<void>;
  /** Starts again on the same data and the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Stops and removes everything. */
  remove(): Promise<void>;
}

/** @param options.embedded let the server start its own database instead of using that of the test run. */
export async function startRunningServer(options: { readonly args?: readonly string[]; readonly embedded?: boolean } = {}): Promise<RunningServer> {
  const data = makeReachableFolder("stroma-server-");
  const database = options.embedded === true ? null : await createEmptyDatabase();
  const databaseUrl = database?.ownerUrl ?? null;
  const env = {
    PATH: process.env["PATH"], STROMA_POSTGRES_BINARIES: process.env["STROMA_POSTGRES_BINARIES"], NODE_COMPILE_CACHE: compileCache,
    ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
  };
  let output = "";
  let child: ChildProcess | null = null;
  let port = "0";

  async function start(): Promise<string> {
    const from = output.length;
    const started = spawn(process.execPath, [program, "--data", data, "--port", port, ...(options.args ?? [])], { env });
    child = started;
    await new Promise<void>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        output += chunk.toString();
        if (output.slice(from).includes("Stop with Ctrl-C")) resolve();
      };
      started.stdout.on("data", listen);
      started.stderr.on("data", listen);
      started.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${output.slice(from)}`)));
    });
    return output.slice(from);
  }
  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const running = child;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    await ended;
  }

  const said = await start();
  const address = /ready at (\S+)/.exec(said)?.[1] ?? "";
  port = new URL(address).port;
  return {
    address, data, databaseUrl,
    signInLink: /(http\S+#\/sign-in\/\S+)/.exec(said)?.[1] ?? null,
    output: () => output,
    kill: () => end("SIGKILL"),
    restart: async () => void (await start()),
    stop: () => end("SIGTERM"),
    remove: async () => {
      await end("SIGTERM");
      await database?.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
