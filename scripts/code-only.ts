/**
 * Blanks what is not code: comments always, the insides of strings and regular expressions on request.
 * Length and line breaks stay, so a position in the answer is a position in the file. It is a scanner, not a
 * parser: text between JSX tags counts as code.
 */
export function codeOnly(text: string, options: { readonly keepStrings: boolean }): string {
  const out = text.split("");
  const blank = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) if (out[at] !== "\n") out[at] = " ";
  };
  // Depth of braces inside each open template literal, innermost last.
  const templates: number[] = [];
  let previous = "";
  let at = 0;

  const skipTemplateText = () => {
    const start = at;
    while (at < text.length && text[at] !== "`" && !(text[at] === "$" && text[at + 1] === "{"))
      at += text[at] === "\\" ? 2 : 1;
    if (!options.keepStrings) blank(start, at);
    if (text[at] === "`") templates.pop();
    at += text[at] === "`" ? 1 : 2;
    previous = "`";
  };
  const skipQuoted = (quote: string) => {
    const start = (at += 1);
    let inClass = false;
    while (at < text.length && text[at] !== "\n" && (inClass || text[at] !== quote)) {
      if (quote === "/" && text[at] === "[") inClass = true;
      if (quote === "/" && text[at] === "]") inClass = false;
      at += text[at] === "\\" ? 2 : 1;
    }
    if (!options.keepStrings || quote === "/") blank(start, Math.min(at, text.length));
    at += 1;
    previous = quote;
  };

  while (at < text.length) {
    const character = text[at] ?? "";
    const next = text[at + 1];
    const depth = templates.at(-1);
    if (character === "/" && (next === "/" || next === "*")) {
      const found = next === "/" ? text.indexOf("\n", at) : text.indexOf("*/", at + 2) + 2;
      const end = found < 2 ? text.length : found;
      blank(at, end);
      at = end;
    } else if (character === "'" || character === '"') skipQuoted(character);
    else if (character === "/" && next !== ">" && startsRegExp(previous)) skipQuoted("/");
    else if (character === "`") {
      templates.push(0);
      at += 1;
      skipTemplateText();
    } else if (depth !== undefined && character === "}" && depth === 0) {
      at += 1;
      skipTemplateText();
    } else {
      if (depth !== undefined && character === "{") templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && character === "}") templates[templates.length - 1] = depth - 1;
      if (!/\s/.test(character))
        previous = /\w/.test(character) && /\w$/.test(previous) ? previous + character : character;
      else if (/\w$/.test(previous) && !isKeyword(previous)) previous = "a";
      at += 1;
    }
  }
  return out.join("");
}

// After a value a slash divides; after an operator, a bracket or these words it starts a regular expression.
function startsRegExp(previous: string): boolean {
  return previous === "" || isKeyword(previous) || /^[(,=:[!&|?{};+\-*%>~^]$/.test(previous);
}

function isKeyword(word: string): boolean {
  return ["return", "typeof", "case", "in", "of", "delete", "void", "await", "yield"].includes(word);
}

export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
