/** Writes a file whole or not at all: beside it first, then by its name. */
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CommandRefusal } from "../outcome.ts";

/** Refuses a file that cannot be written, before anything is computed for it. */
export function requireWritable(path: string): void {
  if (path.trim() === "") throw new CommandRefusal("file-unwritable", "The name of the file is empty.", "name a file, for example plot.svg.", 2);
  const folder = dirname(resolve(path));
  try {
    if (!statSync(folder).isDirectory()) throw new Error("it is no folder");
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new CommandRefusal("file-unwritable", `Nothing can be written to ${folder} (${(error as Error).message}).`, "make the folder, or name another file.", 2);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw new CommandRefusal("file-unwritable", `${path} is a folder.`, "name a file, for example plot.svg.", 2);
  // It would be replaced by way of its folder, which somebody who protected it does not expect.
  if (statSync(path, { throwIfNoEntry: false }) !== undefined && !canWrite(path)) throw new CommandRefusal("file-unwritable", `${path} is there and may not be written.`, "name another file, or allow writing it.", 2);
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export function writeWhole(path: string, text: string): void {
  const part = `${path}.${process.pid}.part`;
  try {
    writeFileSync(part, text, { flag: "wx" });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw new CommandRefusal("file-unwritable", `${path} cannot be written (${(error as Error).message}).`, "check the path and who may write there.");
  }
}
