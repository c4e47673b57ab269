import { afterEach, beforeEach } from "vitest";

/** The tests of a journey go on where the one before ended: after a failure the rest is left out instead of failing slowly. */
export function inOrder(): void {
  let failed = "";
  beforeEach((context) => {
    context.skip(failed !== "", `left out after the failure of "${failed}"`);
  });
  afterEach(({ task }) => {
    if (task.result?.state === "fail") failed ||= task.name;
  });
}
