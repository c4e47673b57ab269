import { Ajv2020 } from "ajv/dist/2020.js";
import { type OperationId, contract } from "@stroma/api";
import { errorVocabulary } from "@stroma/api/errors";
import { operations } from "@stroma/api/operations";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, call, startTestApp } from "../test-app.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Readonly<Record<string, { readonly schema: object }>> }>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: Readonly<Record<string, object>> };
}

let test: TestApp;
let document: Document;
beforeAll(async () => {
  test = await startTestApp();
  document = (await call(test, "readOpenApi")).json<Document>();
});
afterAll(() => test.close());

const ids = Object.keys(operations) as OperationId[];
const found = () => Object.entries(document.paths).flatMap(([path, room]) => Object.entries(room).map(([method, operation]) => ({ path, method, operation })));

describe("the OpenAPI document", () => {
  it("names every operation of the contract once, under its method and address", () => {
    expect(document.openapi).toBe("3.1.0");
    const named = found().map(({ path, method, operation }) => `${operation.operationId} ${method.toUpperCase()} ${path}`);
    expect(named.toSorted()).toEqual(ids.map((id) => `${id} ${operations[id].method} ${operations[id].path}`).toSorted());
  });

  it("describes every part of an address, every body and every answer by a schema that a validator accepts", () => {
    const ajv = new Ajv2020({ strict: false });
    const wellFormed = (schema: object) => ajv.validateSchema(schema) === true;
    for (const { path, operation } of found()) {
      const shapes = contract[operation.operationId as OperationId];
      const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/gu) ?? []);
      expect(operation.parameters.every(({ in: place, required }) => required === (place === "path"))).toBe(true);
      expect(operation.requestBody !== undefined).toBe(shapes.body !== null);
      const schemas = [...operation.parameters.map(({ schema }) => schema), ...Object.values(operation.responses).flatMap(({ content }) => Object.values(content).map(({ schema }) => schema)), ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema)];
      for (const schema of schemas) expect([operation.operationId, wellFormed(schema)]).toEqual([operation.operationId, true]);
      expect(operation.responses["200"]?.description).not.toBe("");
    }
  });

  it("resolves every reference and every security scheme that it names", () => {
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/gu)) expect(Object.keys(document.components.schemas)).toContain(name);
    for (const { operation } of found()) for (const scheme of operation.security.flatMap(Object.keys)) expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
  });

  it("tells of every error of the vocabulary somewhere, but for those that no operation of its own can answer", () => {
    const told = new Set([...JSON.stringify(document).matchAll(/`([a-z-]+)`/gu)].map(([, code]) => code));
    const everywhere = ["method-not-allowed"];
    const bedside = ["clock-skew"];
    expect(Object.keys(errorVocabulary).filter((code) => !told.has(code) && !everywhere.includes(code) && !bedside.includes(code))).toEqual([]);
  });
});
