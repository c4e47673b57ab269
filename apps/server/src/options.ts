import { isIP } from "node:net";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import list from "./options.json" with { type: "json" };
import { Refusal } from "./refusal.ts";

export interface ServerOptions {
  readonly show: "help" | "version" | null;
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly databaseUrl: string | null;
  readonly binaries: string | null;
  readonly examples: boolean;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly behindProxy: boolean;
  readonly demoClock: boolean;
}

/** Reads the command line and the environment, both handed in. Refuses what would not be safe or has no meaning. */
export function parseOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ServerOptions {
  const values = readArguments(args);
  const text = (flag: string) => (typeof values[flag] === "string" && values[flag] !== "" ? values[flag] : null);
  const options: ServerOptions = {
    show: values["help"] === true ? "help" : values["version"] === true ? "version" : null,
    port: parsePort(text("port") ?? "8787"),
    host: text("host") ?? "127.0.0.1",
    data: resolve(text("data") ?? (environment["STROMA_DATA"] || "./stroma-data")),
    databaseUrl: environment["DATABASE_URL"] || null,
    binaries: environment["STROMA_POSTGRES_BINARIES"] || null,
    examples: values["no-examples"] !== true,
    tls: parseTls(text("tls-cert"), text("tls-key")),
    behindProxy: values["behind-proxy"] === true,
    demoClock: values["demo-clock"] === true,
  };
  if (options.show === null) refuseOpenAddress(options);
  return options;
}

function readArguments(args: readonly string[]): Record<string, unknown> {
  const known = list.options.map((option) => [
    option.flag.slice(2),
    { type: "value" in option ? ("string" as const) : ("boolean" as const) },
  ]);
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(known), strict: true }).values;
  } catch (error) {
    throw usage((error as Error).message.split(". ")[0] ?? "unknown option");
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw usage(`"${text}" is not a port number`);
}

function parseTls(cert: string | null, key: string | null): ServerOptions["tls"] {
  if (cert === null && key === null) return null;
  if (cert === null || key === null) throw usage("--tls-cert and --tls-key belong together");
  return { cert: resolve(cert), key: resolve(key) };
}

/** Passwords and clinical data never cross a network unencrypted. */
function refuseOpenAddress(options: ServerOptions): void {
  if (isLoopback(options.host) || options.tls !== null || options.behindProxy) return;
  throw new Refusal(
    "address-not-protected",
    `the address ${options.host} can be reached from other computers, and the connection would not be encrypted.`,
    "give --tls-cert and --tls-key, or put a proxy in front that ends TLS and give --behind-proxy, or stay on 127.0.0.1.",
  );
}

export function isLoopback(host: string): boolean {
  if (host === "localhost" || host === "::1") return true;
  return isIP(host) === 4 && host.startsWith("127.");
}

function usage(what: string): Refusal {
  return new Refusal("usage", `${what.replace(/\.$/, "")}.`, "npm start -- --help lists the options.");
}
