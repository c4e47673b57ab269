import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findRepeatedName } from "./find-repeated-name.ts";

// What repeats is said by RFC 8259, section 4: "The names within an object SHOULD be unique."
describe("a name that stands twice in one object is found", () => {
  test.each([
    ["side by side", '{"a":1,"a":2}', ["a"]],
    ["with others and blanks between", '{ "a" : 1 , "b" : [ ] ,\n "a" : 2 }', ["a"]],
    ["with the same value", '{"a":1,"a":1}', ["a"]],
    ["inside another object", '{"dose":{"value":1,"unit":"mL","value":10}}', ["dose", "value"]],
    ["in an object of a list", '[{"a":1},[0,{"a":1,"a":2}]]', ["1", "1", "a"]],
    ["after a nested object that has it too", '{"a":{"b":{"a":1}},"b":2,"a":3}', ["a"]],
    ["once written with escapes", '{"a":1,"\\u0061":2}', ["a"]],
    ["as two ways to write a slash", '{"\\/":1,"/":2}', ["/"]],
    ["as two ways to write a quote", '{"\\"":1,"\\u0022":2}', ['"']],
    ["after a text that ends with a backslash", '{"a":"\\\\","a":2}', ["a"]],
    ["without any letter", '{"":1,"":2}', [""]],
    ["as the prototype's name", '{"__proto__":1,"__proto__":2}', ["__proto__"]],
    ["inside a member that is itself repeated", '{"a":{"b":1,"b":2},"a":1}', ["a", "b"]],
  ])("%s", (_, text, path) => expect(findRepeatedName(text)).toEqual(path));
});

describe("what only looks like a repetition is let through", () => {
  test.each([
    ["the same name in two objects of a list", '[{"a":1},{"a":2}]'],
    ["the same name inside and outside", '{"a":{"a":{"a":1}}}'],
    ["a value that equals a name", '{"a":"a","b":"a"}'],
    ["a name inside a text", '{"a":"\\"a\\":1,\\"a\\":2}{","b":"{\\"a\\":1"}'],
    ["a text of backslashes and quotes", '{"a":"\\\\\\"","b":"\\\\"}'],
    ["names that differ by case", '{"a":1,"A":2}'],
    ["a backslash and u that stand for themselves", '{"\\\\u0061":1,"a":2}'],
    ["names of every object", '{"constructor":1,"toString":2,"hasOwnProperty":3}'],
    ["a text alone", '"a:a"'],
    ["a number alone", "5"],
    ["an empty list", "[]"],
  ])("%s", (_, text) => expect(findRepeatedName(text)).toBeNull());
});

test("nothing that JSON.stringify writes has a repetition; with one member written twice, it has", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), fc.jsonValue(), (value, name, other) => {
      for (const space of [0, 2]) expect(findRepeatedName(JSON.stringify(value, null, space))).toBeNull();
      const member = `${JSON.stringify(name)}:${JSON.stringify(other)}`;
      expect(findRepeatedName(`[${JSON.stringify(value)},{${member},${member}}]`)).toEqual(["1", name]);
    }),
  );
});

test("a hundred thousand open lists and a hundred thousand names are read as well", () => {
  expect(findRepeatedName(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).toBeNull();
  const names = Array.from({ length: 100_000 }, (_, index) => `"n${index}":0`).join(",");
  expect(findRepeatedName(`{${names}}`)).toBeNull();
  expect(findRepeatedName(`{${names},"n5":1}`)).toEqual(["n5"]);
});
