/** Finds what JSON.parse hides: a name that stands twice in one object, of which the last value would silently win. */

const quote = 34;
const comma = 44;
const colon = 58;
const backslash = 92;

/** One object or list that is still open. `names` is null in a list; a first name needs no set. */
interface Open {
  readonly isList: boolean;
  first: string | null;
  names: Set<string> | null;
  /** The name or the place in the list at which the scan stands. */
  at: string | number;
}

/**
 * @param text JSON that was already read without a fault; other text gives an answer without meaning.
 * @returns the names from the outermost object to the first repeated one, or `null`. Names are compared as they are read:
 * an escaped letter equals the letter.
 * @example findRepeatedName('{"bag":{"id":1,"\\u0069d":2}}') // ["bag", "id"]
 */
export function findRepeatedName(text: string): string[] | null {
  const open: Open[] = [];
  let inside: Open | undefined;
  let string = "";
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) {
      const end = endOfString(text, index + 1);
      // Only a string before a colon is a name; it is decoded when the colon comes.
      string = text.slice(index, end + 1);
      index = end;
    } else if (code === colon && inside !== undefined) {
      const name = string.includes("\\") ? (JSON.parse(string) as string) : string.slice(1, -1);
      inside.at = name;
      if (isRepeated(inside, name)) return open.map(({ at }) => String(at));
    } else if (code === comma && inside?.isList === true) inside.at = Number(inside.at) + 1;
    // Only brackets have these codes outside of a string: [ { open, ] } close.
    else if (code === 91 || code === 123) open.push((inside = { isList: code === 91, first: null, names: null, at: 0 }));
    else if (code === 93 || code === 125) {
      open.pop();
      inside = open[open.length - 1];
    }
  }
  return null;
}

/** The place of the closing quote: the first one before which an even number of backslashes stands. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (before >= from && text.charCodeAt(before) === backslash) before--;
    if ((end - before) % 2 === 1) return end;
  }
}

function isRepeated(inside: Open, name: string): boolean {
  if (inside.first === null) {
    inside.first = name;
    return false;
  }
  inside.names ??= new Set([inside.first]);
  if (inside.names.has(name)) return true;
  inside.names.add(name);
  return false;
}
