// Takes the lock of a folder at a given moment, says how that went, and holds it until it is killed.
import { Refusal } from "../../src/refusal.ts";
import { takeServerLock } from "../../src/data-folder/server-lock.ts";

const [folder, moment] = process.argv.slice(2);
while (Date.now() < Number(moment)) {
  // Spinning, not sleeping: the takers of one race should start within the same millisecond.
}
try {
  takeServerLock(folder ?? "");
  process.stdout.write("taken");
  setInterval(() => undefined, 1_000);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stdout.write(error.code);
}
