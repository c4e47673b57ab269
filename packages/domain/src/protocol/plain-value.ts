/** Looking into values whose shape is not known yet. */
export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The value under a key, `undefined` where there is no mapping or no key. */
export function entryOf(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isMapping(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);
}

/** The entries of a list with their positions; nothing where there is no list. */
export function entriesOf(value: unknown): readonly (readonly [index: number, entry: unknown])[] {
  return isList(value) ? value.map((entry, index) => [index, entry] as const) : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
