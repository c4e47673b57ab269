/** One call of `stroma …`: reads its words, runs one command, prints for people or as JSON. */
import { Refusal, exitCodeOf } from "@stroma/server/refusal";
import { CommanderError } from "commander";
import { CommandRefusal, type Outcome } from "./outcome.ts";
import { buildProgram } from "./program.ts";

export interface CommandLineParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Standard output and standard error. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs the command that the words name. The exit code, or `null` where the command sets that of its process itself. */
export async function runCommandLine(words: readonly string[], { environment, out, err }: CommandLineParts): Promise<number | null> {
  const json = words.includes("--json");
  const fail = (code: string, message: string, remedy: string, exitCode: number, details: Readonly<Record<string, unknown>> = {}): number => {
    if (json) out(`${JSON.stringify({ error: { code, message, remedy, ...details } }, null, 2)}\n`);
    else err(`stroma: ${message}\n  What to do: ${remedy}\n  (${code})\n`);
    return exitCode;
  };
  let exitCode: number | null = null;
  const print = (outcome: Outcome): void => {
    out(json ? `${JSON.stringify(outcome.json, null, 2)}\n` : `${outcome.text.trimEnd()}\n`);
    exitCode = outcome.exitCode;
  };
  try {
    await buildProgram({ environment, json, print, report: (line) => void (json || out(`${line}\n`)), out, err }).parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommandRefusal) return fail(error.code, error.message, error.remedy, error.exitCode, error.details);
    if (error instanceof Refusal) return fail(error.code, error.message, error.remedy, exitCodeOf(error));
    // Help and version end this way too; people have read by then what is wrong with their call.
    if (error instanceof CommanderError && (error.exitCode === 0 || !json)) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof CommanderError) return fail("usage", error.message.replace(/^error: /, ""), "stroma --help lists the commands; each has a --help of its own.", 2);
    throw error;
  }
}
