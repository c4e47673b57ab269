import { expect, test } from "vitest";
import { readToken } from "./read-token.ts";

const token = "kxUYgHZkMZ-UqxbbUnyz37J505X3-PxdAMpSjrW_u6U";

test("the token is taken from the fragment of a one-time link, in each form that a link has", () => {
  expect([readToken(`#/sign-in/${token}`), readToken(`#token=${token}`), readToken(`#${token}`)]).toEqual([token, token, token]);
});
test("a link that was cut off or mangled gives no token", () => {
  expect([readToken(""), readToken("#"), readToken("#/sign-in/short"), readToken(`#/sign-in/${token}<script>`)]).toEqual([null, null, null, null]);
});
