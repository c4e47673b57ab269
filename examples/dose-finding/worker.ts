/** The worker of the page: drives the library's generators in slices, so that a newer question or a stop is heard in between. */
import { type DoseDesign, type ExpandedDesign, boin, boinBoundaries, decisionTable, decisionTableSvg, evaluateExactly, expandDesign, threePlusThree } from "@stroma/stats";
import type { FromWorker, ToWorker, TrialQuestion } from "./messages.ts";

// The type of a worker's global is not that of a page's.
const worker = globalThis as unknown as { postMessage: (message: FromWorker) => void; addEventListener: (kind: "message", hear: (event: MessageEvent<ToWorker>) => void) => void };
// A worker speaks to its page alone.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const say = (message: FromWorker) => worker.postMessage(message);

/** Courses that are laid out already: another truth then takes about a millisecond. */
const laidOut = new Map<string, ExpandedDesign>();
let wanted = 0;

worker.addEventListener("message", ({ data }) => {
  if (data.kind === "stop") {
    say({ kind: "stopped", id: wanted });
    wanted = -1;
    return;
  }
  wanted = data.question.id;
  void answer(data.question);
});

async function answer(question: TrialQuestion): Promise<void> {
  const begun = performance.now();
  const { id, doses, target, cohortSize, cohorts, truth } = question;
  try {
    const design = boin({ doses, target, cohortSize, cohorts });
    const first = await layOut(JSON.stringify(["boin", doses, target, cohortSize, cohorts]), () => design, id);
    const second = first === null ? null : await layOut(JSON.stringify(["3+3", doses]), () => threePlusThree({ doses }), id);
    if (first === null || second === null) return;
    const { escalate, deescalate } = boinBoundaries({ target });
    say({
      kind: "answer", id, escalate, deescalate,
      boin: evaluateExactly(first, truth, { target }),
      rule: evaluateExactly(second, truth, { target }),
      table: tableOf(design, cohortSize * cohorts, target),
      milliseconds: performance.now() - begun,
    });
    await warmUp(id);
  } catch (error) {
    say({ kind: "refused", id, message: error instanceof Error ? error.message : String(error) });
  }
}

let warm = false;

/** The first layouts run slowly, until the browser has compiled them: they are made while nobody waits. */
async function warmUp(id: number): Promise<void> {
  if (warm) return;
  warm = true;
  await breathe();
  for (const target of [0.2, 0.3, 0.4]) {
    if (wanted !== id) return;
    await layOut(`warm ${target}`, () => boin({ doses: 5, target, cohortSize: 3, cohorts: 8 }), id);
  }
}

/** Null when a newer question came, or a stop. */
async function layOut(key: string, design: () => DoseDesign, id: number): Promise<ExpandedDesign | null> {
  const known = laidOut.get(key);
  if (known !== undefined) return known;
  const steps = expandDesign(design(), { nodesAStep: 500 });
  const begun = performance.now();
  let slice = begun;
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      // A few designs are enough: who goes back and forth between two numbers finds both.
      if (laidOut.size > 12) laidOut.delete(laidOut.keys().next().value ?? "");
      laidOut.set(key, step.value);
      return step.value;
    }
    const now = performance.now();
    if (now - slice < 40) continue;
    // Short work is told when it is done.
    if (now - begun > 150 && !key.startsWith("warm")) say({ kind: "progress", id, part: step.value.expanded / step.value.found, words: `${step.value.expanded} of ${step.value.found} states so far` });
    await breathe();
    if (wanted !== id) return null;
    slice = performance.now();
  }
}

/** Lets messages in. A timer would wait four milliseconds. */
const channel = new MessageChannel();
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.addEventListener("message", () => resolve(), { once: true });
    channel.port1.start();
    channel.port2.postMessage(null);
  });
}

let drawn = { variant: "", table: "" };

/** Every number of participants up to a readable width, whatever the cohorts. */
function tableOf(design: DoseDesign, maximumN: number, target: number): string {
  // Another truth changes nothing in it.
  if (drawn.variant === design.variant) return drawn.table;
  const n = Array.from({ length: Math.min(maximumN, 18) }, (_, at) => at + 1);
  const table = decisionTableSvg(decisionTable(design, { n }), { title: `Decision table, target ${target}`, id: "table-picture" });
  drawn = { variant: design.variant, table };
  return table;
}
