/** `stroma …`, as a process of its own. */
import { runCommandLine } from "./command-line.ts";

const exitCode = await runCommandLine(process.argv.slice(2), { environment: process.env, out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) });
if (exitCode !== null) process.exitCode = exitCode;
