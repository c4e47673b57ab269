/** The one way to the server: an operation by name, its input and answer typed by the contract. */
import type { OperationAnswer, OperationBody, OperationId, OperationParams, OperationQuery, Problem } from "@stroma/api";
import { operations } from "@stroma/api/operations";
import { serverClock } from "./session/server-clock.ts";

/** Why a call gave no answer. `network` and `timeout` say nothing about whether the server acted. */
export type FailureKind = "problem" | "network" | "timeout" | "unreadable";

export class CallFailure extends Error {
  readonly kind: FailureKind;
  readonly status: number | null;
  readonly problem: Problem | null;
  constructor(kind: FailureKind, status: number | null, problem: Problem | null) {
    super(problem?.message ?? kind);
    this.name = "CallFailure";
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }
}

type Without<T> = T extends Record<string, never> ? true : keyof T extends never ? true : false;
export type CallInput<Id extends OperationId> = (Without<OperationParams<Id>> extends true ? { readonly params?: undefined } : { readonly params: OperationParams<Id> }) &
  (OperationBody<Id> extends null ? { readonly body?: undefined } : { readonly body: OperationBody<Id> }) & { readonly query?: OperationQuery<Id> };

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** Path of an operation with its parameters filled, for links and event streams. */
export function addressOf<Id extends OperationId>(id: Id, params: OperationParams<Id>, query: OperationQuery<Id> = {}): string {
  const values = params as Readonly<Record<string, string>>;
  const path = operations[id].path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === "") throw new RangeError(`${id} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  return search.size === 0 ? path : `${path}?${search}`;
}

/**
 * Calls one operation. Same-origin cookies identify the person and the tablet.
 * Throws CallFailure: `problem` with the server's vocabulary, `network` or `timeout` when no answer came, `unreadable` when
 * the answer was not what the contract says.
 *
 * @example await call("readStudy", { params: { siteId, studyId } })
 */
export async function call<Id extends OperationId>(id: Id, input: CallInput<Id>, options: CallOptions = {}): Promise<OperationAnswer<Id>> {
  const address = addressOf(id, (input.params ?? {}) as OperationParams<Id>, input.query);
  const limit = AbortSignal.timeout(options.timeoutMs ?? 15_000);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  const hasBody = input.body !== undefined && input.body !== null;
  const request: RequestInit = {
    method: operations[id].method,
    credentials: "same-origin",
    signal,
    headers: hasBody ? { accept: "application/json", "content-type": "application/json" } : { accept: "application/json" },
    ...(hasBody ? { body: JSON.stringify(input.body) } : {}),
  };
  let status: number | null = null;
  let text: string;
  try {
    const response = await fetch(address, request);
    status = response.status;
    text = await response.text();
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new CallFailure(limit.aborted ? "timeout" : "network", null, null);
  }
  return readAnswer(status, text);
}

function readAnswer<Id extends OperationId>(status: number, text: string): OperationAnswer<Id> {
  let answer: unknown;
  try {
    answer = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new CallFailure("unreadable", status, null);
  }
  if (status < 400) return answer as OperationAnswer<Id>;
  if (!isProblem(answer)) throw new CallFailure("unreadable", status, null);
  serverClock.noteServerTime(answer.serverTime);
  throw new CallFailure("problem", status, answer);
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === "object" && answer !== null && "code" in answer && "remedy" in answer && "message" in answer;
}

/** The problem behind an error, when the server said one. */
export function problemOf(error: unknown): Problem | null {
  return error instanceof CallFailure ? error.problem : null;
}
