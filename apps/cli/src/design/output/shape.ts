/** The few pieces of which the JSON Schemas of outputs are made. */

export type Shape = Readonly<Record<string, unknown>> & { readonly description?: string };

export const text = (description: string): Shape => ({ type: "string", description });
export const number = (description: string): Shape => ({ type: "number", description });
export const count = (description: string): Shape => ({ type: "integer", minimum: 0, description });
export const share = (description: string): Shape => ({ type: "number", minimum: 0, maximum: 1.000001, description });
export const yesOrNo = (description: string): Shape => ({ type: "boolean", description });
export const oneOf = (choices: readonly string[], description: string): Shape => ({ enum: choices, description });
export const list = (items: Shape, description: string): Shape => ({ type: "array", items, description });
/** @param why says what null means: it never stands for a number that could not be told. */
export const orNull = (shape: Shape, why: string): Shape => ({ anyOf: [shape, { type: "null" }], description: `${shape.description ?? ""} null: ${why}`.trim() });

/** Just these keys, all of them but the optional ones. */
export const record = (properties: Readonly<Record<string, Shape>>, optional: readonly string[] = []): Shape => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  additionalProperties: false,
});

/** These keys, and more that say how it was worked out. */
export const openRecord = (properties: Readonly<Record<string, Shape>>, description: string): Shape => ({ type: "object", description, properties, required: Object.keys(properties) });
