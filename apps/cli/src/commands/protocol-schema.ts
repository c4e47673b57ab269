/** `stroma protocol schema`: the JSON Schema for editors. */
import { protocolJsonSchema } from "@stroma/domain/protocol-parser";
import type { Outcome } from "../outcome.ts";

export function protocolSchema(): Outcome {
  const schema = protocolJsonSchema();
  return { exitCode: 0, json: schema, text: JSON.stringify(schema, null, 2) };
}
