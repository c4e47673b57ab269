/** The numbers of the trial. */
import { find } from "./elements.ts";
import { checkNumbers, inputOf, markFault } from "./fields.ts";
import type { TrialQuestion } from "./messages.ts";

export const trialForm = find("#inputs") as HTMLFormElement;
const truthFields = find("#truth");
const usualTruth = [0.05, 0.1, 0.18, 0.25, 0.35, 0.45, 0.55, 0.65];
const truths: Readonly<Record<string, readonly number[]>> = {
  safe: [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08],
  third: [0.05, 0.12, 0.25, 0.4, 0.55, 0.65, 0.75, 0.85],
  unsafe: [0.45, 0.55, 0.65, 0.75, 0.85, 0.9, 0.95, 0.97],
};
let id = 0;

/** As many fields as there are dose levels; what was typed stays. */
function showTruth(doses: number): void {
  for (const field of [...truthFields.children].slice(doses)) field.remove();
  for (let dose = truthFields.children.length + 1; dose <= doses; dose++) {
    const field = Object.assign(document.createElement("div"), { className: "field" });
    const label = document.createElement("label");
    label.textContent = `Dose level ${dose} `;
    label.append(Object.assign(document.createElement("input"), { type: "number", name: `truth${dose}`, min: "0", max: "1", step: "0.01", value: String(usualTruth[dose - 1] ?? 0.5), inputMode: "decimal", required: true }));
    field.append(label);
    truthFields.append(field);
  }
}

/** The question; null where a number is not right, which is then said beside it. */
export function readTrial(): TrialQuestion | null {
  const value = (name: string) => inputOf(trialForm, name).valueAsNumber;
  const doses = value("doses");
  if (doses >= 1 && doses <= 8 && Number.isInteger(doses)) showTruth(doses);
  if (!checkNumbers(trialForm)) return null;
  return { id: (id += 1), doses, target: value("target"), cohortSize: value("cohortSize"), cohorts: value("cohorts"), truth: Array.from({ length: doses }, (_, at) => value(`truth${at + 1}`)) };
}

/** Doses in million cells per kg, as many as are given and needed; they change no figure. */
export function readAmounts(doses: number): readonly string[] {
  const input = inputOf(trialForm, "amounts");
  const words = input.value.split(/[\s,;]+/u).filter((word) => word !== "");
  const numbers = words.map(Number);
  const rising = numbers.every((amount, at) => amount > (numbers[at - 1] ?? 0) && Number.isFinite(amount));
  markFault(input, rising ? null : "Give rising numbers with commas between them, for example 0.5, 1, 2. The dose levels stand without doses meanwhile.");
  return rising ? words.slice(0, doses) : [];
}

/** Sets all true rates at once; the form is told as if somebody had typed. */
export function setTruth(name: string): void {
  for (const [at, rate] of (truths[name] ?? []).entries()) {
    const field = trialForm.elements.namedItem(`truth${at + 1}`);
    if (field instanceof HTMLInputElement) field.value = String(rate);
  }
  trialForm.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
