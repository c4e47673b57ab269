import { closeSync, existsSync, readFileSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDataFolder } from "./data-folder/open-data-folder.ts";
import { openLog } from "./data-folder/open-log.ts";
import { connectExternalPostgres } from "./embedded-postgres/external-postgres.ts";
import { grantServerRoles } from "./embedded-postgres/server-role.ts";
import { startEmbeddedPostgres } from "./embedded-postgres/start-embedded-postgres.ts";
import type { ServerOptions } from "./options.ts";
import { asPortRefusal, refuseTakenPort } from "./port-check.ts";
import { Refusal } from "./refusal.ts";

export interface RunningServer {
  readonly baseUrl: string;
  readonly signInLink: string | null;
  /** Settles when everything is closed: with null after a signal, with a refusal when the database was lost. */
  readonly ended: Promise<Refusal | null>;
}

const webFolder = fileURLToPath(new URL("../../web/dist/", import.meta.url));
const longestShutdown = 4_500;
const realNow = () => Date.now();

/** Starts everything in order and undoes it in reverse. Returns null when it was told to stop on the way. */
export async function startServer(
  options: ServerOptions,
  around: { readonly version: string; readonly stop: AbortSignal },
): Promise<RunningServer | null> {
  const opened: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    // Whatever hangs must not keep the process: the next start cleans up after a killed one anyway.
    const watchdog = setTimeout(() => process.exit(1), longestShutdown);
    for (const close of opened.splice(0).toReversed()) await close();
    clearTimeout(watchdog);
  };
  try {
    const running = await openAll(options, around, opened);
    if (around.stop.aborted) {
      await closeAll();
      return null;
    }
    const ended = new Promise<Refusal | null>((resolve, reject) => {
      const finish = (refusal: Refusal | null) => void closeAll().then(() => resolve(refusal), reject);
      around.stop.addEventListener("abort", () => finish(null), { once: true });
      running.onDatabaseLost(finish);
    });
    return { baseUrl: running.baseUrl, signInLink: running.signInLink, ended };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function openAll(
  options: ServerOptions,
  around: { readonly version: string },
  opened: (() => Promise<void> | void)[],
) {
  const tls = readTls(options);
  const folder = openDataFolder({ path: options.data, stromaVersion: around.version });
  opened.push(() => folder.close());
  await refuseTakenPort(options);

  const database = await openDatabase(options, opened);
  const { migrate } = await import("./store/migrations/migrate.ts");
  await migrate(database.ownerUrl);
  await grantServerRoles(database.ownerUrl);

  const { openStore } = await import("./store/open-store.ts");
  const { auditHeads } = folder;
  if (options.examples) {
    const { loadExamples } = await import("./examples/load-examples.ts");
    // Only the examples need the owner. The server that answers requests never has that connection.
    const setup = openStore({ url: database.serverUrl, ownerUrl: database.ownerUrl, auditHeads });
    try {
      await loadExamples(setup, { realNow });
    } finally {
      await setup.close();
    }
  }
  const store = openStore({ url: database.serverUrl, auditHeads });
  opened.push(() => store.close());

  const logFile = openLog(join(folder.path, "stroma.log"));
  // Synchronous on purpose: the last lines before a crash are the ones that are needed.
  const log = { write: (line: string) => void writeSync(logFile, line) };
  opened.push(() => closeSync(logFile));
  const { createApp } = await import("./app.ts");
  const app = await createApp({
    store,
    tls,
    behindProxy: options.behindProxy,
    demoClock: options.demoClock,
    log,
    webFolder: existsSync(webFolder) ? webFolder : null,
    version: around.version,
    realNow,
  });
  opened.push(() => app.close());
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    throw asPortRefusal(error as NodeJS.ErrnoException, options) ?? error;
  }
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const baseUrl = `${tls === null ? "http" : "https"}://${nameOf(options.host)}:${port}`;
  const { firstAdministratorLink } = await import("./auth/first-administrator.ts");
  return { baseUrl, signInLink: await firstAdministratorLink(store, baseUrl), onDatabaseLost: database.onLost };
}

async function openDatabase(options: ServerOptions, opened: (() => Promise<void> | void)[]) {
  if (options.databaseUrl !== null) {
    const external = await connectExternalPostgres({ ownerUrl: options.databaseUrl, folder: options.data });
    return { ...external, onLost: () => undefined };
  }
  const embedded = await startEmbeddedPostgres({
    folder: options.data,
    binaries: options.binaries ?? undefined,
  });
  opened.push(() => embedded.stop());
  embedded.onRestart(() => process.stderr.write("The database had ended and was started again.\n"));
  return { ownerUrl: embedded.ownerUrl, serverUrl: embedded.serverUrl, onLost: embedded.onFailure };
}

function readTls(options: ServerOptions): { cert: Buffer; key: Buffer } | null {
  if (options.tls === null) return null;
  try {
    return { cert: readFileSync(options.tls.cert), key: readFileSync(options.tls.key) };
  } catch (error) {
    throw new Refusal(
      "certificate-unreadable",
      `the certificate or its key cannot be read (${(error as Error).message}).`,
      "check the files given with --tls-cert and --tls-key and who may read them.",
    );
  }
}

/** An address to type: "every address" and IPv6 cannot be typed as they are. */
function nameOf(host: string): string {
  if (host === "0.0.0.0" || host === "::") return hostname();
  return host.includes(":") ? `[${host}]` : host;
}
