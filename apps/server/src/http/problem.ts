/** Turns whatever was thrown into a problem of the vocabulary. Never a stack trace. */
import type { ErrorCode, Problem } from "@stroma/api";
import { errorVocabulary } from "@stroma/api/errors";
import type { Instant } from "@stroma/domain";
import { DatabaseUnreachable, StaleVersion, isUniqueViolation } from "../store/database-errors.ts";
import { ApiError, type ApiErrorDetails } from "./api-error.ts";
import { faultsOf, isOfNoId } from "./validation-faults.ts";

const ofFastify: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
  FST_ERR_CTP_BODY_TOO_LARGE: "body-too-large",
  FST_ERR_CTP_EMPTY_JSON_BODY: "invalid-json",
  FST_ERR_CTP_INVALID_JSON_BODY: "invalid-json",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "invalid-json",
  FST_ERR_BAD_URL: "not-found",
  FST_ERR_MAX_PARAM_LENGTH: "not-found",
  FST_ERR_ASYNC_CONSTRAINT: "not-found",
};

/** The code and details of an error; `internal` for everything that is a bug. */
export function classifyError(error: unknown): { readonly code: ErrorCode; readonly details: ApiErrorDetails } {
  if (error instanceof ApiError) return { code: error.code, details: error.details };
  if (error instanceof DatabaseUnreachable) return { code: "database-unreachable", details: {} };
  if (error instanceof StaleVersion) return { code: "stale-version", details: {} };
  if (isUniqueViolation(error)) return { code: "conflict", details: {} };
  if (typeof error !== "object" || error === null) return { code: "internal", details: {} };
  if ("validation" in error && Array.isArray(error.validation)) {
    const context = "validationContext" in error ? String(error.validationContext) : "body";
    if (isOfNoId(error.validation, context)) return { code: "not-found", details: {} };
    return { code: "invalid-input", details: { faults: faultsOf(error.validation, context) } };
  }
  const known = "code" in error ? ofFastify[String(error.code)] : undefined;
  if (known !== undefined) return { code: known, details: {} };
  // What Fastify or Node refuse in a request without a name of its own is still the caller's fault.
  const status = "statusCode" in error ? Number(error.statusCode) : 500;
  return { code: status === 404 ? "not-found" : status === 413 ? "body-too-large" : status >= 400 && status < 500 ? "invalid-json" : "internal", details: {} };
}

export function problemOf(code: ErrorCode, details: ApiErrorDetails, around: { readonly requestId: string; readonly now: Instant }): Problem {
  const words = errorVocabulary[code];
  return {
    code,
    message: details.message ?? words.message,
    remedy: details.remedy ?? words.remedy,
    requestId: around.requestId,
    serverTime: around.now,
    ...(details.faults === undefined ? {} : { faults: [...details.faults] }),
    ...(details.decision === undefined ? {} : { decision: details.decision }),
    ...(details.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: details.retryAfterSeconds }),
  };
}
