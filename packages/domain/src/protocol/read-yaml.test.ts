import { describe, expect, test } from "vitest";
import { readYaml } from "./read-yaml.ts";

const codes = (text: string): readonly string[] => readYaml(text).faults.map((fault) => fault.code);

describe("Reading YAML", () => {
  test("keeps the line and column of keys and values, inside aliases that of the alias", () => {
    const document = readYaml("a: &x { b: 1 }\nlist:\n  - c\n  - *x\n");
    expect(document.faults).toEqual([]);
    expect(document.value).toEqual({ a: { b: 1 }, list: ["c", { b: 1 }] });
    expect(document.placeOf(["a", "b"], "value")).toEqual({ line: 1, column: 12 });
    expect(document.placeOf(["list"], "key")).toEqual({ line: 2, column: 1 });
    expect(document.placeOf(["list", 1, "b"], "value")).toEqual({ line: 4, column: 5 });
    expect(document.placeOf(["list", 1, "missing"], "value")).toEqual({ line: 4, column: 5 });
  });

  test("gives mappings without a prototype and never lets a key reach one", () => {
    const document = readYaml("a: 1\n__proto__: { polluted: true }\n");
    expect(Object.getPrototypeOf(document.value)).toBeNull();
    expect(document.faults.map((fault) => fault.code)).toEqual(["protocol-forbidden-key"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("refuses a document of more than a million characters", () => {
    expect(codes("x".repeat(1_000_001))).toEqual(["protocol-too-large"]);
  });

  test("refuses a document that multiplies itself through aliases", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi".split("").map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefgh".charAt(index)}`).join(",")}]`).join("\n")}`;
    const found = codes(bomb);
    expect(new Set(found)).toEqual(new Set(["protocol-alias-nested"]));
    // b may use a; from c on nothing is expanded.
    expect(found).toHaveLength(7 * 9);
    expect(codes(`a: &a [${"1,".repeat(3000)}]\n${Array.from({ length: 30 }, (_, index) => `b${index}: *a`).join("\n")}`)).toEqual(["protocol-too-complex"]);
  });

  test("refuses nesting without end, in brackets, dashes and indents", () => {
    for (const deep of ["[".repeat(50_000), `${"- ".repeat(20_000)}x`, Array.from({ length: 300 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")]) {
      expect(codes(deep)).toEqual(["protocol-too-complex"]);
    }
    expect(codes("a: 1\n".repeat(20_001))).toEqual(["protocol-too-complex"]);
  });

  test("names the first line of a key that stands twice, however many keys there are", () => {
    const [first, second] = readYaml("a: 1\nb: 2\na: 3\nb: 4\n").faults;
    expect([first?.saw["first"], first?.place, second?.saw["first"], second?.place]).toEqual([1, { line: 3, column: 1 }, 2, { line: 4, column: 1 }]);
    expect(codes(Array.from({ length: 15_000 }, (_, index) => `k${index}: 1`).join("\n"))).toEqual([]);
  });
});
