/** Entry point `@stroma/domain/protocol-parser`: everything that needs `yaml` and `typebox`, kept out of the browser. */
export { parseProtocol, type ParsedProtocol } from "./parse-protocol.ts";
export { protocolJsonSchema } from "./protocol-json-schema.ts";
export { protocolDocumentSchema, type ProtocolDocument } from "./protocol-schema.ts";
export { resolveProtocol, type FindRuleset } from "./resolve-protocol.ts";
export { locateFault, type Place, type ProtocolFault } from "./protocol-fault.ts";
export { readYaml, type LocatedDocument } from "./read-yaml.ts";
export { diffProtocols, type ProtocolDifference } from "./diff-protocols.ts";
