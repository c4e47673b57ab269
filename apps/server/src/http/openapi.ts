/** The contract as an OpenAPI 3.1 document. TypeBox schemas are JSON Schema already, so they go in as they are. */
import { type OperationId, type OperationSchemas, contract, schemas } from "@stroma/api";
import { type ErrorCode, errorVocabulary } from "@stroma/api/errors";
import { type OperationAccess, operations } from "@stroma/api/operations";

type Json = Readonly<Record<string, unknown>>;

/** Errors that any operation may answer, and those that depend on its kind. */
function errorsOf(id: OperationId): ErrorCode[] {
  const { access, method } = operations[id];
  const { params, query, body } = contract[id] as OperationSchemas;
  const closed: ErrorCode[] = access.kind === "public" ? [] : ["not-signed-in", "not-permitted"];
  const named: ErrorCode[] = Object.keys(params).length > 0 ? ["not-found"] : [];
  const read: ErrorCode[] = Object.keys(params).length + Object.keys(query).length > 0 || body !== null ? ["invalid-input"] : [];
  const sent: ErrorCode[] = body === null ? [] : ["invalid-json", "body-too-large", "unsupported-media-type"];
  const changing: ErrorCode[] = method === "GET" ? [] : ["foreign-origin", "refused", "stale-version", "conflict"];
  const limited: ErrorCode[] = ["signIn", "switchPerson", "changePassword"].includes(id) ? ["wrong-credentials", "too-many-attempts"] : id === "redeemLink" ? ["wrong-credentials"] : [];
  return [...read, ...sent, ...closed, ...limited, ...named, ...changing, "internal", "database-unreachable"];
}

function responses(id: OperationId): Json {
  const { answer } = contract[id] as OperationSchemas;
  const stream = id.startsWith("follow") ? "text/event-stream" : "text/csv";
  const content = answer === null ? { [stream]: { schema: { type: "string" } } } : { "application/json": { schema: answer } };
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(id)) byStatus.set(errorVocabulary[code].status, [...(byStatus.get(errorVocabulary[code].status) ?? []), code]);
  const problems = [...byStatus].toSorted(([a], [b]) => a - b).map(([status, codes]) => [
    String(status),
    { description: codes.map((code) => `\`${code}\`: ${errorVocabulary[code].message}`).join(" "), content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } } },
  ]);
  return { "200": { description: "As asked.", content }, ...Object.fromEntries(problems) };
}

function securityOf(access: OperationAccess): Json {
  const person = { session: [] };
  const kinds: Readonly<Record<OperationAccess["kind"], readonly Json[]>> = { public: [], device: [{ tablet: [] }, person], gateway: [{ gateway: [] }], person: [person], roles: [person] };
  return { security: kinds[access.kind] };
}

const described = (text: string, access: OperationAccess): string => (access.roles === undefined ? text : `${text}. Roles: ${access.roles.join(", ")}.`);

function parameters(place: "path" | "query", shapes: OperationSchemas["params"]): Json[] {
  return Object.entries(shapes).map(([name, schema]) => ({ name, in: place, required: place === "path", schema }));
}

export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const id of Object.keys(operations) as OperationId[]) {
    const { method, path, access, summary } = operations[id];
    const { params, query, body } = contract[id] as OperationSchemas;
    const room = (paths[path] ??= {});
    room[method.toLowerCase()] = {
      operationId: id,
      summary,
      description: described(summary, access),
      ...securityOf(access),
      parameters: [...parameters("path", params), ...parameters("query", query)],
      ...(body === null ? {} : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
      responses: responses(id),
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Stroma", version, description: "Safe administration of mesenchymal stromal cells by vein. For simulation, training and research.", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: { Problem: schemas.ProblemBody },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "stroma_session", description: "A person who is signed in." },
        tablet: { type: "apiKey", in: "cookie", name: "stroma_tablet", description: "An enrolled tablet." },
        gateway: { type: "http", scheme: "bearer", description: "A device gateway's token." },
      },
    },
  };
}
