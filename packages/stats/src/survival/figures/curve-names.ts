/** Codes are no words: "0" becomes "group 0", "2" "cause 2". */
export const codeWords = (kind: string, name: string): string => (/^-?\d+(?:\.\d+)?$/u.test(name) ? `${kind} ${name}` : name);
