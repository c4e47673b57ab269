/** Reads YAML into plain values and remembers where each stands. Hostile input is refused, never executed or expanded. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from "yaml";
import { faultAt, type DocumentPath, type Place, type UnlocatedFault } from "./protocol-fault.ts";

export interface LocatedDocument {
  /** Plain values; mappings have no prototype. `undefined` where nothing could be read. */
  readonly value: unknown;
  readonly faults: readonly UnlocatedFault[];
  /** Where a path stands; the nearest existing ancestor where it does not exist. */
  readonly placeOf: (path: DocumentPath, at: "key" | "value") => Place;
}

const maximumLength = 1_000_000;
const maximumDepth = 40;
const maximumNodes = 50_000;
const maximumLines = 20_000;
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

class TooComplex extends Error {}

/**
 * Parses one YAML document of at most one million characters.
 *
 * Aliases may point to an earlier anchor whose content holds no alias, so nothing can multiply itself. Duplicate keys,
 * tags, directives, merge keys, keys that are no text, and numbers that are not finite are faults. Never throws.
 */
export function readYaml(text: string): LocatedDocument {
  if (text.length > maximumLength) {
    return refused(faultAt([], "protocol-too-large", { length: text.length, limit: maximumLength }));
  }
  try {
    return walkDocument(text);
  } catch (error) {
    // A stack that is exhausted inside the YAML library is the same refusal as our own guard.
    if (error instanceof TooComplex || error instanceof RangeError) {
      return refused(faultAt([], "protocol-too-complex", { depth: maximumDepth, nodes: maximumNodes, lines: maximumLines }));
    }
    return refused(faultAt([], "protocol-unreadable", { detail: error instanceof Error ? error.message : "unknown" }));
  }
}

function refused(fault: UnlocatedFault): LocatedDocument {
  return { value: undefined, faults: [fault], placeOf: () => ({ line: 1, column: 1 }) };
}

/** Refuses cheaply what the library would only refuse after seconds. */
function guardForm(text: string): void {
  // Brackets in text count too; no honest document comes near.
  let depth = 0;
  let lines = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth += 1;
    else if ((character === "]" || character === "}") && depth > 0) depth -= 1;
    if (character === "\n") lines += 1;
    if (depth > 200 || lines > maximumLines) throw new TooComplex();
  }
}

function walkDocument(text: string): LocatedDocument {
  guardForm(text);
  const counter = new LineCounter();
  // The library's own search for duplicate keys takes quadratic time; ours is below.
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false, prettyErrors: false, logLevel: "silent", schema: "core", version: "1.2" });
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const syntax = [...document.errors, ...document.warnings].slice(0, 50).map((error) => ({
    ...faultAt([], "protocol-yaml-syntax", { detail: error.message.replace(/[.\s]+$/, "") }),
    place: place(error.pos[0]),
  }));
  const walk = new Walk(place);
  const value = document.contents === null ? null : walk.read(document.contents as Node, [], 0);
  return { value, faults: [...syntax, ...walk.faults], placeOf: (path, at) => walk.placeOf(path, at) };
}

/** One pass over the nodes in the order of the text. */
class Walk {
  readonly faults: UnlocatedFault[] = [];
  readonly #places = new Map<string, { key: Place; value: Place }>();
  readonly #anchors = new Map<string, Node | "nested">();
  readonly #place: (offset: number) => Place;
  #nodes = 0;
  #aliasesSeen = 0;
  #inAlias: Place | null = null;

  constructor(place: (offset: number) => Place) {
    this.#place = place;
  }

  placeOf(path: DocumentPath, at: "key" | "value"): Place {
    for (let length = path.length; length >= 0; length -= 1) {
      const found = this.#places.get(keyOf(path.slice(0, length)));
      if (found !== undefined) return length === path.length && at === "value" ? found.value : found.key;
    }
    return { line: 1, column: 1 };
  }

  read(node: Node, path: DocumentPath, depth: number, keyPlace?: Place): unknown {
    this.#nodes += 1;
    if (depth > maximumDepth || this.#nodes > maximumNodes) throw new TooComplex();
    const here = this.#inAlias ?? this.#place(node.range?.[0] ?? 0);
    this.#places.set(keyOf(path), { key: keyPlace ?? here, value: here });
    if (isAlias(node)) return this.#readAlias(node.source, path, depth, { key: keyPlace ?? here, value: here });
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    const aliasesBefore = this.#aliasesSeen;
    // While it is being read an anchor cannot be used: it would hold itself.
    if (anchor !== undefined && this.#inAlias === null) this.#anchors.set(anchor, "nested");
    const value = this.#readPlain(node, path, depth);
    if (anchor !== undefined && this.#inAlias === null) this.#anchors.set(anchor, this.#aliasesSeen > aliasesBefore ? "nested" : node);
    return value;
  }

  #readAlias(name: string, path: DocumentPath, depth: number, place: { readonly key: Place; readonly value: Place }): unknown {
    this.#aliasesSeen += 1;
    const target = this.#anchors.get(name);
    if (target === undefined || target === "nested" || this.#inAlias !== null) {
      this.faults.push(faultAt(path, "protocol-alias-nested", { alias: name }));
      return undefined;
    }
    this.#inAlias = place.value;
    const value = this.read(target, path, depth, place.key);
    this.#inAlias = null;
    return value;
  }

  #readPlain(node: Node, path: DocumentPath, depth: number): unknown {
    const tag = (node as { tag?: string }).tag;
    if (tag !== undefined && !/^tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)$/.test(tag)) {
      this.faults.push(faultAt(path, "protocol-yaml-unsupported", { what: `The tag ${tag}` }));
      return undefined;
    }
    if (isMap(node)) return this.#readMap(node, path, depth);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item as Node, [...path, index], depth + 1));
    return this.#readScalar(isScalar(node) ? node.value : undefined, path);
  }

  #readScalar(value: unknown, path: DocumentPath): unknown {
    if (typeof value === "number" && !Number.isFinite(value)) {
      this.faults.push(faultAt(path, "protocol-yaml-unsupported", { what: "A number that is not finite" }));
      return undefined;
    }
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
    this.faults.push(faultAt(path, "protocol-yaml-unsupported", { what: "This kind of value" }));
    return undefined;
  }

  #readMap(node: YAMLMap, path: DocumentPath, depth: number): unknown {
    const result = Object.create(null) as Record<string, unknown>;
    const firstLines = new Map<string, number>();
    for (const pair of node.items) {
      const keyNode = pair.key as Node;
      const keyPlace = this.#inAlias ?? this.#place(keyNode?.range?.[0] ?? node.range?.[0] ?? 0);
      const key = isScalar(keyNode) && typeof keyNode.value === "string" ? keyNode.value : null;
      const keyPath = [...path, key ?? "?"];
      const refusal = this.#refuseKey(key, firstLines);
      if (refusal !== null) {
        this.faults.push({ path: keyPath, at: "key", place: keyPlace, ...refusal });
        continue;
      }
      if (key === null) continue;
      firstLines.set(key, keyPlace.line);
      if (pair.value === null) this.#places.set(keyOf(keyPath), { key: keyPlace, value: keyPlace });
      result[key] = pair.value === null ? null : this.read(pair.value as Node, keyPath, depth + 1, keyPlace);
    }
    return result;
  }

  #refuseKey(key: string | null, firstLines: ReadonlyMap<string, number>): Pick<UnlocatedFault, "code" | "saw"> | null {
    if (key === null) return { code: "protocol-yaml-unsupported", saw: { what: "A key that is not text" } };
    if (forbiddenKeys.has(key)) return { code: "protocol-forbidden-key", saw: { key } };
    if (key === "<<") return { code: "protocol-yaml-unsupported", saw: { what: "The merge key <<" } };
    const first = firstLines.get(key);
    return first === undefined ? null : { code: "protocol-duplicate-key", saw: { key, first } };
  }
}

function keyOf(path: DocumentPath): string {
  return path.map((part) => (typeof part === "number" ? `#${part}` : `.${part}`)).join("\u0001");
}
