/** `stroma design schema`: the shape of design files, or of what a command prints. */
import { designFileJsonSchema } from "@stroma/stats";
import { outputNames } from "../design/output/output-names.ts";
import { outputSchema } from "../design/output/output-schemas.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export function schemaOf(output: string | null): Outcome {
  const name = outputNames.find((each) => each === output);
  if (output !== null && name === undefined) throw new CommandRefusal("usage", `There is no output ${JSON.stringify(output)}.`, `name one of ${outputNames.join(", ")}; or none, for the shape of design files.`, 2);
  const schema = name === undefined ? designFileJsonSchema() : outputSchema(name);
  return { exitCode: 0, json: schema, text: JSON.stringify(schema, null, 2) };
}
