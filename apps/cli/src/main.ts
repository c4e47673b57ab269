/** `stroma …`: reads the command line, runs one command, prints for people or as JSON. */
import { Refusal, exitCodeOf } from "@stroma/server/refusal";
import { CommanderError } from "commander";
import { CommandRefusal, printOutcome } from "./outcome.ts";
import { buildProgram } from "./program.ts";

const json = process.argv.includes("--json");

function fail(code: string, message: string, remedy: string, exitCode: number, details: Readonly<Record<string, unknown>> = {}): void {
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, remedy, ...details } }, null, 2)}\n`);
  else process.stderr.write(`stroma: ${message}\n  What to do: ${remedy}\n  (${code})\n`);
  process.exitCode = exitCode;
}

try {
  const report = (line: string) => void (json || process.stdout.write(`${line}\n`));
  await buildProgram({ environment: process.env, json, print: (outcome) => printOutcome(outcome, { json }), report }).parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommandRefusal) fail(error.code, error.message, error.remedy, error.exitCode, error.details);
  else if (error instanceof Refusal) fail(error.code, error.message, error.remedy, exitCodeOf(error));
  // Help and version end this way too; people have read by then what is wrong with their call.
  else if (error instanceof CommanderError && (error.exitCode === 0 || !json)) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof CommanderError) fail("usage", error.message.replace(/^error: /, ""), "stroma --help lists the commands; each has a --help of its own.", 2);
  else throw error;
}
