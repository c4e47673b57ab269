/** Ends a script with a plain message: what is wrong, and what to do about it. */
export function refuse(message, remedy) {
  process.stderr.write(`Stroma did not start: ${message}\n  What to do: ${remedy}\n`);
  process.exit(1);
}
