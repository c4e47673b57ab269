/** The page: reads the numbers, asks the worker, shows the answer and how long it took from the key stroke to the figures. */
import type { OperatingCharacteristics } from "@stroma/stats";
import type { FromWorker, ToWorker, TrialAnswer, TrialQuestion } from "./messages.ts";

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
}

const form = find("#inputs") as HTMLFormElement;
const truthFields = find("#truth");
const fault = find("#fault");
const measured = find("#measured") as HTMLOutputElement;
const progress = find("#progress") as HTMLProgressElement;
const stop = find("#stop") as HTMLButtonElement;

const source = find("#worker-source").textContent;
const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
// A worker has no origin to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const ask = (message: ToWorker) => worker.postMessage(message);

const usualTruth = [0.05, 0.1, 0.18, 0.25, 0.35, 0.45, 0.55, 0.65];
let id = 0;
let changedAt = performance.now();
let shownTable = "";

const inputOf = (name: string): HTMLInputElement => (find(`input[name="${name}"]`) as HTMLInputElement);

/** As many fields as there are dose levels; what was typed stays. */
function showTruth(doses: number): void {
  for (const label of [...truthFields.children].slice(doses)) label.remove();
  for (let dose = truthFields.children.length + 1; dose <= doses; dose++) {
    const label = document.createElement("label");
    label.textContent = `Dose level ${dose} `;
    const input = Object.assign(document.createElement("input"), { type: "number", name: `truth${dose}`, min: "0", max: "1", step: "0.01", value: String(usualTruth[dose - 1] ?? 0.5), inputMode: "decimal", required: true });
    label.append(input);
    truthFields.append(label);
  }
}

/** The question, or the first input that is not right. */
function readQuestion(): TrialQuestion | HTMLInputElement {
  const doses = inputOf("doses");
  if (!doses.checkValidity()) return doses;
  showTruth(doses.valueAsNumber);
  const inputs = [...form.querySelectorAll<HTMLInputElement>("input")];
  const wrong = inputs.find((input) => !input.checkValidity() && input.validity.stepMismatch === false) ?? inputs.find((input) => input.validity.stepMismatch && input.step === "1");
  if (wrong !== undefined) return wrong;
  const value = (name: string) => inputOf(name).valueAsNumber;
  return { id: (id += 1), doses: doses.valueAsNumber, target: value("target"), cohortSize: value("cohortSize"), cohorts: value("cohorts"), truth: inputs.filter((input) => input.name.startsWith("truth")).map((input) => input.valueAsNumber) };
}

function changed(): void {
  changedAt = performance.now();
  const question = readQuestion();
  if (question instanceof HTMLInputElement) {
    const name = question.labels?.[0]?.textContent.trim() ?? question.name;
    fault.textContent = `${name}: give a number from ${question.min} to ${question.max}${question.step === "1" ? ", without decimals" : ""}. The figures below are those of the last complete numbers.`;
    return;
  }
  fault.textContent = "";
  ask({ kind: "ask", question });
}

worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
  if (data.kind === "stopped") {
    showWork(false);
    measured.textContent = "Stopped. The figures below are those of the last complete numbers.";
  }
  if (data.id !== id) return;
  if (data.kind === "progress") {
    showWork(true);
    progress.value = data.part;
    measured.textContent = `Working: ${data.words}`;
  } else if (data.kind === "refused") {
    showWork(false);
    fault.textContent = data.message;
  } else if (data.kind === "answer") {
    showWork(false);
    showAnswer(data);
  }
});

function showWork(shown: boolean): void {
  progress.hidden = !shown;
  stop.hidden = !shown;
}

function showAnswer(answer: TrialAnswer): void {
  show("boin", answer.boin);
  show("rule", answer.rule);
  find("#boundaries").textContent = `Up where the observed rate is at most ${answer.escalate.toFixed(3)}, down where it is at least ${answer.deescalate.toFixed(3)}.`;
  if (answer.table !== shownTable) find("#table").innerHTML = shownTable = answer.table;
  // Reading a size makes the browser lay the page out: what is measured is what can be painted.
  document.body.getBoundingClientRect();
  const milliseconds = performance.now() - changedAt;
  measured.textContent = `New figures ${milliseconds.toFixed(1)} ms after the change (${answer.milliseconds.toFixed(1)} ms of them computing).`;
  measured.dataset["milliseconds"] = String(milliseconds);
  measured.dataset["answered"] = String(answer.id);
}

const percent = (value: number): string => (value > 0 && value < 0.0005 ? "<0.1 %" : `${(value * 100).toFixed(1)} %`);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function show(name: "boin" | "rule", characteristics: OperatingCharacteristics): void {
  find(`#${name}-variant`).textContent = `${characteristics.design.variant} Edition: ${characteristics.design.edition}.`;
  const { truth, selection, notReached, none, n, events, allocation, target } = characteristics;
  const head = ["dose level", ...truth.map((_, at) => String(at + 1)), "not reached", "none"];
  const rows = [
    ["true rate", ...truth.map(percent), "", ""],
    ["recommended", ...selection.map(percent), percent(sum(notReached)), percent(none)],
    ["participants", ...n.map((value) => value.toFixed(2)), "", ""],
    ["events", ...events.map((value) => value.toFixed(2)), "", ""],
    ["share of participants", ...allocation.map(percent), "", ""],
  ];
  const table = document.createElement("table");
  const caption = table.createCaption();
  caption.textContent = characteristics.method;
  const top = table.createTHead().insertRow();
  for (const words of head) top.append(cellOf("th", words, "col"));
  const body = table.createTBody();
  for (const [first = "", ...rest] of rows) {
    const row = body.insertRow();
    row.append(cellOf("th", first, "row"), ...rest.map((words) => cellOf("td", words)));
  }
  const closing = document.createElement("p");
  closing.textContent = `${characteristics.totalN.mean.toFixed(2)} participants and ${characteristics.totalEvents.mean.toFixed(2)} events on average; stopped for safety ${percent(characteristics.safetyStop)}.${target === null ? "" : ` Participants above the dose level nearest to the target (${target.dose === 0 ? "none" : `level ${target.dose}`}): ${percent(target.above)}; below it: ${percent(target.below)}.`}`;
  find(`#${name}`).replaceChildren(table, closing);
}

function cellOf(kind: "td" | "th", words: string, scope?: string): HTMLTableCellElement {
  const cell = document.createElement(kind);
  cell.textContent = words;
  if (scope !== undefined) cell.scope = scope;
  return cell;
}

form.addEventListener("input", changed);
form.addEventListener("submit", (event) => event.preventDefault());
stop.addEventListener("click", () => ask({ kind: "stop" }));
changed();
