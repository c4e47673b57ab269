/** Options of a method from `--option name=value`, read as the method's description says. */
import type { AnyMethod, OptionField } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";

/** Throws CommandRefusal for a word that cannot be of that kind; what is out of range the method itself refuses. */
export function readOptionWords(method: Pick<AnyMethod, "options">, words: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    words.map((pair) => {
      const at = pair.indexOf("=");
      const [name, text] = [pair.slice(0, at), pair.slice(at + 1)];
      const field = method.options[name];
      if (at < 1) throw new CommandRefusal("usage", `--option ${pair} names no value.`, "write --option name=value.", 2);
      if (field === undefined) throw new CommandRefusal("unknown-option", `The method has no option "${name}".`, `options are ${Object.keys(method.options).join(", ") || "none"}.`, 2);
      return [name, valueOf(name, text, field)];
    }),
  );
}

function valueOf(name: string, text: string, field: OptionField): unknown {
  switch (field.kind) {
    case "choice":
    case "word":
      return text;
    case "words":
      return text.split(",");
    case "switch":
      if (text === "true" || text === "yes") return true;
      if (text === "false" || text === "no") return false;
      throw new CommandRefusal("unknown-choice", `--option ${name}=${text} is neither true nor false.`, "write true or false.", 2);
    case "numbers":
      return text.split(",").map((part) => numberOf(name, part));
    case "number":
    case "whole":
    case "fraction":
      return numberOf(name, text);
  }
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && !Number.isNaN(value)) return value;
  throw new CommandRefusal("not-a-number", `--option ${name}=${text} is not a number.`, "write a number with a point.", 2);
}
