import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Measured } from "./measured.tsx";

const textOf = (html: string) => html.replaceAll(/<[^>]*>/gu, "");

test("a value is copied and read aloud with a blank before its unit, at which no line breaks", () => {
  expect(textOf(renderToStaticMarkup(<Measured value={70} unit="kg" />))).toBe("70\u00A0kg");
});

test("a value without a unit has no blank after it", () => {
  expect(textOf(renderToStaticMarkup(<Measured value={3} unit="1" />))).toBe("3");
});
