/** Exact figures of both designs; then, while nobody waits, the designs that one more step of a number would ask for. */
import { boin, boinBoundaries, evaluateExactly, threePlusThree } from "@stroma/stats";
import { breathe } from "./breathe.ts";
import { type LayOutOptions, layOut } from "./lay-out.ts";
import type { FromWorker, TrialDesign, TrialQuestion } from "./messages.ts";

const boinCourses = ({ doses, target, cohortSize, cohorts }: TrialDesign, options: LayOutOptions) => layOut(JSON.stringify(["boin", doses, target, cohortSize, cohorts]), () => boin({ doses, target, cohortSize, cohorts }), options);
const ruleCourses = ({ doses }: TrialDesign, options: LayOutOptions) => layOut(JSON.stringify(["3+3", doses]), () => threePlusThree({ doses }), options);

export async function answerFigures(question: TrialQuestion, say: (message: FromWorker) => void, isWanted: () => boolean): Promise<void> {
  const begun = performance.now();
  const { id, target, truth } = question;
  const tell: LayOutOptions["tell"] = ({ expanded, found }) => {
    // Short work is told when it is done.
    if (performance.now() - begun > 150) say({ topic: "progress", id, part: expanded / found, words: `${expanded} of ${found} states so far` });
  };
  const first = await boinCourses(question, { isWanted, slice: 12, tell });
  const second = first === null ? null : await ruleCourses(question, { isWanted, slice: 12 });
  if (first === null || second === null) return;
  const { escalate, deescalate } = boinBoundaries({ target });
  const answer = { boin: evaluateExactly(first, truth, { target }), rule: evaluateExactly(second, truth, { target }) };
  const milliseconds = performance.now() - begun;
  say({ topic: "figures", id, escalate, deescalate, ...answer, milliseconds });
  // The processor belongs to the page first: it paints, and its pictures are drawn.
  await new Promise((resolve) => setTimeout(resolve, 120));
  // A trial that takes long is not laid out eight times for nothing.
  if (milliseconds < 1000) await prepare(question, isWanted);
}

/** Also what makes the browser compile the library before somebody waits for it. */
async function prepare(question: TrialQuestion, isWanted: () => boolean): Promise<void> {
  const near = (change: Partial<TrialDesign>): TrialDesign => ({ ...question, ...change });
  const { doses, target, cohortSize, cohorts } = question;
  const step = (by: number): number => Math.round((target + by) * 100) / 100;
  const next = [near({ target: step(0.01) }), near({ target: step(-0.01) }), near({ cohorts: cohorts - 1 }), near({ cohorts: cohorts + 1 }), near({ cohortSize: cohortSize - 1 }), near({ cohortSize: cohortSize + 1 }), near({ doses: doses - 1 }), near({ doses: doses + 1 })];
  for (const trial of next) {
    if (!(trial.target >= 0.05 && trial.target <= 0.6 && trial.cohorts >= 1 && trial.cohorts <= 20 && trial.cohortSize >= 1 && trial.cohortSize <= 6 && trial.doses >= 1 && trial.doses <= 8)) continue;
    await breathe();
    if (!isWanted()) return;
    // Who changes a number meanwhile waits for one slice at most.
    const laidOut = await boinCourses(trial, { isWanted, slice: 3 });
    if (laidOut === null || (await ruleCourses(trial, { isWanted, slice: 3 })) === null) return;
    evaluateExactly(laidOut, Array.from({ length: trial.doses }, (_, at) => 0.1 + at / 20), { target: trial.target });
  }
}
