/** An answer that is not the wanted one: a code of the closed vocabulary, with what a person needs to go on. */
import type { ErrorCode, Problem } from "@stroma/api";
import { errorVocabulary } from "@stroma/api/errors";

export type Fault = NonNullable<Problem["faults"]>[number];

export interface ApiErrorDetails {
  /** Instead of the vocabulary's own words; never holds personal data. */
  readonly message?: string;
  readonly remedy?: string;
  readonly faults?: readonly Fault[];
  readonly decision?: NonNullable<Problem["decision"]>;
  readonly retryAfterSeconds?: number;
}

export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly details: ApiErrorDetails;

  constructor(code: ErrorCode, details: ApiErrorDetails = {}) {
    super(details.message ?? errorVocabulary[code].message);
    this.name = "ApiError";
    this.code = code;
    this.details = details;
  }
}

/** A refusal of one field. */
export function inputFault(path: string, code: string, message: string, remedy: string): ApiError {
  return new ApiError("invalid-input", { faults: [{ path, code, message, remedy }] });
}
