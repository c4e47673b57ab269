/** `stroma protocol diff`: what differs between two documents; a loosened limit is said first. */
import { diffProtocols } from "@stroma/domain/protocol-parser";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import { formatFault, readProtocol } from "./protocol-check.ts";

export function protocolDiff(before: string, after: string): Outcome {
  const [left, right] = [before, after].map((file) => {
    const parsed = readProtocol(file);
    if (!parsed.ok) throw new CommandRefusal("protocol-faulty", `${file} has faults:\n${parsed.faults.map((fault) => formatFault(file, fault)).join("\n")}`, "mend them first.");
    return parsed.protocol;
  });
  if (left === undefined || right === undefined) throw new CommandRefusal("usage", "Two documents are needed.", "stroma protocol diff BEFORE.yaml AFTER.yaml", 2);
  const weight = { loosened: 0, tightened: 1, changed: 2 };
  // The sort is stable: within one effect the order stays that of the document.
  const differences = diffProtocols(left, right).toSorted((a, b) => weight[a.effect] - weight[b.effect]);
  const text = differences.map((difference) => {
    return `${difference.effect}: ${difference.path}\n    - ${show(difference.before)}\n    + ${show(difference.after)}`;
  });
  return { exitCode: 0, json: differences, text: text.length === 0 ? "No difference." : text.join("\n") };
}

const show = (value: unknown) => (value === null ? "(nothing)" : JSON.stringify(value));
