/** The token of a one-time link stands in the fragment, which is never sent to a server or written to its log. */
export function readToken(fragment: string): string | null {
  const text = fragment.replace(/^#/u, "").replace(/^\/sign-in\//u, "");
  const token = new URLSearchParams(text).get("token") ?? text;
  return /^[\w.~-]{20,200}$/u.test(token) ? token : null;
}

/** A link to the start page whose fragment carries a token belongs to the welcome page. */
export function isSignInFragment(fragment: string): boolean {
  return fragment.startsWith("#/sign-in/");
}
