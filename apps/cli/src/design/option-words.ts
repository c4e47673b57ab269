/** Reads the words behind the options of `stroma design …`; what is none is wrong usage. */
import { InvalidArgumentError, Option } from "commander";

export const number = (low: number, high: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < low || value > high) throw new InvalidArgumentError(`give a number from ${low} to ${high}.`);
  return value;
};
export const whole = (low: number, high: number) => (text: string) => {
  const value = number(low, high)(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError(`give a whole number from ${low} to ${high}.`);
  return value;
};
export const fraction = (text: string) => {
  const value = number(0, 1)(text);
  if (value === 0 || value === 1) throw new InvalidArgumentError("give a number above 0 and below 1, for example 0.25.");
  return value;
};
export const listOf = (each: (text: string) => number) => (text: string) => text.split(",").map((part) => each(part));
/** An option that may be given several times. */
export const many = (value: string, before: readonly string[] = []) => [...before, value];

export const jsonOption = () => new Option("--json", "print one JSON document");
/** JSON has one form. */
export const formOption = () => new Option("--form <form>", "of the table").choices(["text", "markdown", "csv"]).default("text").conflicts("json");
export const plotOption = () => new Option("--plot <file.svg>", "write a picture to this file, whole or not at all");
export const designExamples = (...lines: string[]) => `\nExamples:\n${lines.map((line) => `  $ npx stroma design ${line}`).join("\n")}\n\nExit codes: 0 done; 1 refused, or faults were found; 2 wrong usage.\n  2 also stands for a faulty design file; nothing is written then. 130: stopped by Ctrl-C; what was done is told, and that it is partial.`;
