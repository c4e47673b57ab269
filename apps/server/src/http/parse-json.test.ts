import { expect, test } from "vitest";
import { ApiError } from "./api-error.ts";
import { parseJson } from "./parse-json.ts";

function refusal(text: string) {
  try {
    parseJson(Buffer.from(text));
  } catch (error) {
    if (error instanceof ApiError) return { code: error.code, faults: error.details.faults?.map(({ path, code }) => `${path} ${code}`) };
    throw error;
  }
  return null;
}

test("a dose that stands twice in one body is refused: the last one would have won unseen", () => {
  expect(refusal('{"rate":{"value":2,"unit":"mL/min","value":20}}')).toEqual({ code: "invalid-input", faults: ["rate.value duplicate-name"] });
  expect(refusal('{"rate":2,"r\\u0061te":20}')).toEqual({ code: "invalid-input", faults: ["rate duplicate-name"] });
  expect(refusal('[{"rate":2},{"rate":20}]')).toBeNull();
});

test("a repetition is told by a path that any answer can hold, also where the names cannot be kept", () => {
  expect(refusal('{"x":{"\\ud800\\u0000":1,"\\ud800\\u0000":2},"x":1}')).toEqual({ code: "invalid-input", faults: ["x.\uFFFD duplicate-name"] });
});
