/** The page: a changed number asks for the figures; once they are on the screen, pictures and advice follow. */
import { Desk } from "./desk.ts";
import { find, showPicture } from "./elements.ts";
import { checkNumbers, choiceOf, inputOf, markFault } from "./fields.ts";
import type { BoundaryRequest, ConductAnswer, DeskAnswer, DesignName, FromWorker, Refused, ToWorker, TrialAnswer, TrialQuestion } from "./messages.ts";
import { nextOutcomes } from "./next-outcomes.ts";
import { showBoundary, showConduct, showZeroEvents } from "./show-advice.ts";
import { showFigures } from "./show-figures.ts";
import { readAmounts, readTrial, setTruth, trialForm } from "./trial-form.ts";

const measured = find("#measured") as HTMLOutputElement;
const progress = find("#progress") as HTMLProgressElement;
const stop = find("#stop") as HTMLButtonElement;
const [pathsForm, conductForm, zeroForm, boundaryForm] = [find("#paths-form") as HTMLFormElement, find("#conduct-form") as HTMLFormElement, find("#zero-form") as HTMLFormElement, find("#boundary-form") as HTMLFormElement];

const source = URL.createObjectURL(new Blob([find("#worker-source").textContent], { type: "text/javascript" }));
const figures = new Worker(source);
// A worker has no origin to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const ask = (message: ToWorker) => figures.postMessage(message);
const desk = new Desk(new Worker(source), hearDesk);

let question: TrialQuestion | null = null;
/** What the figures on the screen answer; the newest question may still be open. */
let shown: { readonly question: TrialQuestion; readonly answer: TrialAnswer } | null = null;
let advice: ConductAnswer | null = null;
let changedAt = 0;

function changed(event?: Event): void {
  changedAt = event?.timeStamp ?? 0;
  const read = readTrial();
  if (read === null) return;
  question = read;
  find("#fault").textContent = "";
  ask({ topic: "figures", question });
}

figures.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
  if (data.topic === "stopped") {
    showWork(false);
    measured.textContent = "Stopped. The figures below are those of the last complete numbers.";
  }
  if (data.id !== question?.id) return;
  if (data.topic === "progress") {
    showWork(true);
    progress.value = data.part;
    measured.textContent = `Working: ${data.words}`;
  } else if (data.topic === "refused") {
    showWork(false);
    refuse(trialForm, data);
  } else if (data.topic === "figures" && question !== null) {
    shown = { question, answer: data };
    showAnswer(data);
  }
});

function showWork(isShown: boolean): void {
  progress.hidden = stop.hidden = !isShown;
}

function showAnswer(answer: TrialAnswer): void {
  showWork(false);
  writeFigures(answer);
  afterPaint(() => {
    const milliseconds = performance.now() - changedAt;
    measured.textContent = `${changedAt === 0 ? "First" : "New"} figures on the screen ${milliseconds.toFixed(0)} ms after ${changedAt === 0 ? "the page was opened" : "the change"} (${answer.milliseconds.toFixed(0)} ms of them computing).`;
    measured.dataset["milliseconds"] = String(milliseconds);
    measured.dataset["answered"] = String(answer.id);
    askPictures();
    askConduct();
  });
}

function writeFigures({ boin, rule, escalate, deescalate }: TrialAnswer): void {
  const amounts = readAmounts(boin.truth.length);
  showFigures("boin", boin, amounts);
  showFigures("rule", rule, amounts);
  find("#boundaries").textContent = `Up where the observed rate is at most ${escalate.toFixed(3)}, down where it is at least ${deescalate.toFixed(3)}.`;
}

/** In the first task after the frame. A page in the background has no frames: then as soon as it may. */
function afterPaint(then: () => void): void {
  if (document.hidden) setTimeout(then);
  else requestAnimationFrame(() => setTimeout(then));
}

function askPictures(): void {
  if (shown === null || !checkNumbers(pathsForm)) return;
  const { question: of, answer } = shown;
  desk.ask({ topic: "pictures", question: of, boin: answer.boin, rule: answer.rule, paths: { design: choiceOf(pathsForm, "design") as DesignName, depth: inputOf(pathsForm, "depth").valueAsNumber } });
}

function askConduct(): void {
  if (shown === null) return;
  const { doses, target, cohortSize, cohorts } = shown.question;
  desk.ask({ topic: "conduct", trial: { doses, target, cohortSize, cohorts }, design: choiceOf(conductForm, "design") as DesignName, outcomes: inputOf(conductForm, "outcomes").value, event: inputOf(conductForm, "event").value.trim() });
}

function askZeroEvents(): void {
  if (!checkNumbers(zeroForm)) return;
  const value = (name: string) => inputOf(zeroForm, name).valueAsNumber;
  desk.ask({ topic: "zero-events", n: value("n"), events: value("events"), rate: value("rate"), event: inputOf(conductForm, "event").value.trim() });
}

function askBoundary(): void {
  if (!checkNumbers(boundaryForm)) return;
  const value = (name: string) => inputOf(boundaryForm, name).valueAsNumber;
  desk.ask({ topic: "boundary", family: choiceOf(boundaryForm, "family") as BoundaryRequest["family"], lastN: value("lastN"), every: value("every"), acceptable: value("acceptable"), alpha: value("alpha"), seen: inputOf(boundaryForm, "seen").value });
}

function hearDesk(answer: DeskAnswer): void {
  if (answer.topic === "picture") showPicture(answer.name, answer.svg);
  else if (answer.topic === "drawn") measured.dataset["drawn"] = String(answer.id);
  else if (answer.topic === "conduct") {
    advice = answer;
    markFault(inputOf(conductForm, "outcomes"), null);
    showConduct(answer);
    allowNext();
  } else if (answer.topic === "zero-events") showZeroEvents(answer);
  else if (answer.topic === "boundary") {
    markFault(inputOf(boundaryForm, "seen"), null);
    showBoundary(answer);
  } else refuse({ figures: trialForm, stop: trialForm, pictures: pathsForm, conduct: conductForm, "zero-events": zeroForm, boundary: boundaryForm }[answer.of], answer);
}

/** Beside the field that the library names, else beside the field of the form that stands for all. */
function refuse(form: HTMLFormElement, { path, message }: Refused): void {
  const standIn = form === conductForm ? "outcomes" : form === boundaryForm ? "seen" : form === pathsForm ? "depth" : "";
  const name = path.replace(/^truth\.(\d+)$/u, (_, at: string) => `truth${Number(at) + 1}`).replace(/^calibrate\./u, "").replace(/^looks.*/u, "lastN");
  const field = [name, standIn].map((each) => (each === "" ? null : form.elements.namedItem(each))).find((each) => each instanceof HTMLInputElement);
  if (field instanceof HTMLInputElement) markFault(field, `${message} What is shown below is the last complete answer.`);
  else find("#fault").textContent = message;
}

function allowNext(): void {
  for (const button of find("#next-participant").querySelectorAll("button")) button.disabled = nextOutcomes(inputOf(conductForm, "outcomes").value, button.value, advice) === null;
}

trialForm.addEventListener("input", (event) => {
  // Doses in million cells per kg change no figure.
  if (event.target !== inputOf(trialForm, "amounts")) changed(event);
  else if (shown !== null) writeFigures(shown.answer);
});
pathsForm.addEventListener("input", askPictures);
conductForm.addEventListener("input", (event) => {
  askConduct();
  if (event.target === inputOf(conductForm, "event")) askZeroEvents();
});
zeroForm.addEventListener("input", askZeroEvents);
boundaryForm.addEventListener("input", askBoundary);
for (const form of document.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());
find("#truths").addEventListener("click", ({ target }) => target instanceof HTMLButtonElement && setTruth(target.value));
find("#next-participant").addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  const outcomes = inputOf(conductForm, "outcomes");
  outcomes.value = nextOutcomes(outcomes.value, target.value, advice) ?? outcomes.value;
  askConduct();
});
stop.addEventListener("click", () => ask({ topic: "stop" }));
changed();
askZeroEvents();
askBoundary();
