/** `stroma compute`: any statistical method by its name, for people, R and Python. */
import { computeMethod, findMethod, methodJsonSchema, methods, rScriptFor } from "@stroma/stats";
import { type Interrupt, type Progress, drive } from "../design/drive.ts";
import { asCommandRefusal, refusing } from "../design/refuse-options.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import { chooseRows } from "../statistics/choose-rows.ts";
import { fitColumns } from "../statistics/fit-columns.ts";
import { formatResult } from "../statistics/format-result.ts";
import { readOptionWords } from "../statistics/read-option-words.ts";
import { readTable } from "../statistics/read-table.ts";

export function computeList(): Outcome {
  const list = methods.map(({ name, field, title, rScript }) => ({ name, field, title, scriptInR: rScript !== null }));
  const widest = Math.max(...list.map(({ name }) => name.length));
  const fields = [...new Set(list.map(({ field }) => field))];
  const text = fields.map((field) => [`${field}:`, ...list.filter((one) => one.field === field).map(({ name, title }) => `  ${name.padEnd(widest)}  ${title}`)].join("\n")).join("\n\n");
  return { exitCode: 0, json: { methods: list }, text: `${text}\n\nWhat one takes: stroma compute --schema <method>. Follow-up and small trials can be repeated in R: --r-script.` };
}

export function computeSchema(name: string): Outcome {
  const schema = refusing(() => methodJsonSchema(findMethod(name)));
  return { exitCode: 0, json: schema, text: JSON.stringify(schema, null, 2) };
}

export interface ComputeOptions {
  readonly input: string;
  readonly columns: readonly string[];
  readonly where: readonly string[];
  readonly options: readonly string[];
  /** The script in R in place of the result. */
  readonly rScript?: boolean;
}

export async function compute(name: string, given: ComputeOptions, parts: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<Outcome> {
  const method = refusing(() => findMethod(name));
  const table = chooseRows(readTable(given.input), given.where);
  const { columns, unread } = fitColumns(method, table, given.columns);
  const options = { ...table.options, ...readOptionWords(method, given.options) };
  const result = await driveMethod(computeMethod(name, { columns, options }), parts);
  if (given.rScript === true) {
    const script = refusing(() => rScriptFor(name, { columns, options }));
    return { exitCode: 0, json: { method: name, script }, text: script };
  }
  const left = unread.length === 0 ? "" : `\n\nColumns of the file that were not read: ${unread.join(", ")}.`;
  return { exitCode: 0, json: result, text: formatResult(result) + left };
}

/** Runs a method to its end, showing how far it is; Ctrl-C ends it without a result. */
export async function driveMethod<Result>(steps: Generator<unknown, Result>, { progress, interrupt }: { readonly progress: Progress; readonly interrupt: Interrupt }): Promise<Result> {
  try {
    const driven = await drive(steps, interrupt, (step) => progress.update(doneOf(step), "computing"));
    if (driven.done) return driven.value;
    throw new CommandRefusal("stopped", `Stopped by Ctrl-C when ${Math.round(100 * doneOf(driven.last))} % were done.`, "a statistic that is half computed is none: call it again.", 130);
  } catch (error) {
    throw asCommandRefusal(error);
  } finally {
    progress.clear();
    interrupt.release();
  }
}

const doneOf = (step: unknown): number => (typeof step === "object" && step !== null && "done" in step && typeof step.done === "number" ? step.done : 0);
