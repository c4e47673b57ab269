import { formatHelp } from "./help.ts";
import { parseOptions } from "./options.ts";
import { Refusal, exitCodeOf, formatRefusal } from "./refusal.ts";
import { startServer } from "./start-server.ts";
import { stromaVersion } from "./version.ts";

// The only reader of the environment and of the command line: everything below gets what it needs handed in.
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), process.env);
  if (options.show === "help") return void process.stdout.write(formatHelp());
  if (options.show === "version") return void process.stdout.write(`${stromaVersion}\n`);

  // The handlers stand before the start, so that Ctrl-C during a first start also leaves nothing behind.
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const running = await startServer(options, { version: stromaVersion, stop: stop.signal });
  if (running === null) return process.exit(0);

  const seconds = (performance.now() / 1000).toFixed(1);
  process.stdout.write(`\nStroma ${stromaVersion} is ready at ${running.baseUrl}  (${seconds} s)\n`);
  if (running.signInLink !== null) {
    process.stdout.write(`\nSign in as the first administrator, once, with this link:\n  ${running.signInLink}\n`);
  }
  process.stdout.write("\nFor simulation, training and research. Stop with Ctrl-C.\n\n");
  const refusal = await running.ended;
  if (refusal !== null) throw refusal;
  process.exit(0);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(formatRefusal(error));
  process.exit(exitCodeOf(error));
}
