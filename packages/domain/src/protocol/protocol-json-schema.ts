import { protocolDocumentSchema, requiredWithoutRuleset } from "./protocol-schema.ts";

/**
 * JSON Schema 2020-12 of the YAML form, for editors. It knows shape, keys and allowed words; the parser knows more
 * (units, bands, references, limits against the ruleset).
 *
 * @example protocolJsonSchema().$schema // "https://json-schema.org/draft/2020-12/schema"
 */
export function protocolJsonSchema(): Readonly<Record<string, unknown>> {
  const { "": document = [], ...sections } = requiredWithoutRuleset;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "protocol.schema.json",
    ...(JSON.parse(JSON.stringify(protocolDocumentSchema)) as Record<string, unknown>),
    if: { required: ["extends"] },
    else: { required: document, properties: Object.fromEntries(Object.entries(sections).map(([name, required]) => [name, { required }])) },
  };
}
