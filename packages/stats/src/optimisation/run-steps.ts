/**
 * Runs a generator to its end and returns its result: for callers that do not want to hear of the steps. Dose finding calls
 * it `finish`. @example runSteps(leaveOneOutSteps(columns))
 */
export function runSteps<Result>(steps: Generator<unknown, Result, unknown>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
