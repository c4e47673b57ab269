/** The closed vocabulary of errors: code, HTTP status, message, remedy. No validator is needed to read it, so browsers may import it. */
export const errorVocabulary = {
  "invalid-json": { status: 400, message: "The body is not valid JSON.", remedy: "Send one JSON document in UTF-8." },
  "invalid-input": { status: 400, message: "The input has faults.", remedy: "Mend every fault that is listed; each says what is right." },
  "clock-skew": { status: 400, message: "The device's clock differs too much from the server's.", remedy: "Set the device's clock, or let it correct itself by the server's time in this answer, and send again." },
  "not-signed-in": { status: 401, message: "Nobody is signed in.", remedy: "Sign in, or switch the person with badge or PIN." },
  "wrong-credentials": { status: 401, message: "The name, password, badge, PIN or token is wrong or no longer valid.", remedy: "Try again, or ask the administrator for a new one." },
  "not-permitted": { status: 403, message: "Your role does not allow this.", remedy: "Ask a person with the role that is named." },
  "foreign-origin": { status: 403, message: "The request comes from another site's page.", remedy: "Use Stroma's own pages." },
  "not-found": { status: 404, message: "There is nothing here that you may see.", remedy: "Check the address and the site that you work in." },
  "method-not-allowed": { status: 405, message: "This address does not take this method.", remedy: "See the OpenAPI document." },
  "refused": { status: 409, message: "A rule refuses this.", remedy: "Every unmet condition is listed with its rule and source." },
  "stale-version": { status: 409, message: "Somebody changed this meanwhile.", remedy: "Load it again and repeat your change." },
  "conflict": { status: 409, message: "It contradicts what is already recorded.", remedy: "Load the record again and look at the difference." },
  "body-too-large": { status: 413, message: "The body is too large.", remedy: "Send smaller batches." },
  "unsupported-media-type": { status: 415, message: "Only application/json is understood here.", remedy: "Set Content-Type: application/json." },
  "too-many-attempts": { status: 429, message: "Too many attempts.", remedy: "Wait for the time that the answer names." },
  "internal": { status: 500, message: "Something failed in the server; nothing was written.", remedy: "Tell the administrator the number of this answer." },
  "database-unreachable": { status: 503, message: "The database cannot be reached.", remedy: "Send it again in a few seconds: what carries an id counts once, and the tablet keeps what was not acknowledged." },
} as const;
export type ErrorCode = keyof typeof errorVocabulary;
