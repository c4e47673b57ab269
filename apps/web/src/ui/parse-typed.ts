// 1,000 is a thousand to one reader and one to the next: it is asked again, never guessed.
const thousandOrDecimal = /^-?[1-9]\d{0,2},\d{3}$/u;

/**
 * A typed number with point or comma; `null`: nothing was typed; `"invalid"`: no number, or one with two readings.
 * An empty field is never 0.
 *
 * @example parseTyped("36,8") // 36.8
 * @example parseTyped("1,000") // "invalid"
 */
export function parseTyped(text: string | undefined): number | null | "invalid" {
  const typed = (text ?? "").trim();
  if (typed === "") return null;
  const plain = typed.replace(",", ".").replace("−", "-");
  return /^-?(?:\d+\.?\d*|\.\d+)$/u.test(plain) && !thousandOrDecimal.test(typed) ? Number(plain) : "invalid";
}

/** How many digits stand behind the point or comma of a typed number. */
export function digitsTyped(text: string): number {
  return /[.,](\d*)\s*$/u.exec(text)?.[1]?.length ?? 0;
}
