/** One field of a record before and after. `null` stands for: was not there. */
export interface FieldChange {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The fields that differ between two recorded values, in the order of their names. */
export function listChanges(from: unknown, to: unknown): readonly FieldChange[] {
  const before = fields(from);
  const after = fields(to);
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return names.map((name) => ({ name, from: before.get(name) ?? null, to: after.get(name) ?? null })).filter((change) => change.from !== change.to);
}

function fields(value: unknown): ReadonlyMap<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object" || Array.isArray(value)) return new Map([["", textOf(value)]]);
  return new Map(Object.entries(value).map(([name, held]) => [name, textOf(held)]));
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
