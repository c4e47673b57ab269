/** The answers for the conduct of the trial, for few events, and for the safety board. */
import type { EventCountAssessment } from "@stroma/stats";
import { find, paragraph, showPicture, tableOf } from "./elements.ts";
import type { BoundaryAnswer, ConductAnswer, ZeroEventsAnswer } from "./messages.ts";
import { percent } from "./percent.ts";

const standings = { actual: "this is what was seen", possible: "can still be", past: "would have been" } as const;

export function showConduct(answer: ConductAnswer): void {
  const { design, sentence, decision, departures, recommendation, rows, levels } = answer;
  const reasons = document.createElement("ul");
  for (const { rule, message } of decision.reasons) reasons.append(Object.assign(document.createElement("li"), { textContent: `${message} (rule ${rule})` }));
  const outcomes = wideOf("What other outcomes lead to", tableOf("What each number of events in this cohort leads to", ["events", "next", "standing", "because"], rows.map((row) => [row.events, row.next, standings[row.standing], row.why]), "words"));
  for (const [at, row] of rows.entries()) if (row.standing === "actual") outcomes.querySelectorAll("tbody tr")[at]?.classList.add("actual");
  find("#conduct").replaceChildren(
    paragraph(sentence, decision.next.kind === "stop" ? "say hold" : "say"),
    paragraph(`${design.name}, edition ${design.edition}. ${design.variant}`, "variant"),
    heading("Why"), reasons,
    ...(recommendation === null ? [] : [paragraph(recommendation.kind === "dose" ? `Recommended: dose level ${recommendation.dose}, by ${recommendation.rule}.` : recommendation.kind === "none" ? `No dose level is recommended: ${recommendation.why}` : `Not reached: dose level ${recommendation.maximumAdministeredDose} was the highest given, and none was too much.`)]),
    heading("Departures from the design"),
    ...(departures.length === 0 ? [paragraph("None.")] : departures.map(({ message }) => paragraph(message, "fault"))),
    heading("What other outcomes would lead to"),
    rows.length === 0 ? paragraph("The trial has ended; there is no cohort.") : outcomes,
    heading("What is known of each dose level"),
    wideOf("What is known of each dose level", tableOf("Exact limits for each dose level by itself; nobody followed: unknown", ["dose level", "events", "observed", "upper limit, one-sided 95 %", "limits, two-sided 95 %"], levels.map(levelRow), "figures")),
  );
  showPicture("timeline", answer.timeline);
  showPicture("posterior", answer.posterior);
}

function levelRow({ n, events, estimate, upperOneSided, twoSided }: EventCountAssessment, at: number): readonly string[] {
  if (n === 0) return [String(at + 1), "nobody", "unknown", "unknown", "unknown"];
  return [String(at + 1), `${events} of ${n}`, estimate === null ? "unknown" : percent(estimate), percent(upperOneSided), `${percent(twoSided.lower)} to ${percent(twoSided.upper)}`];
}

export function showZeroEvents({ sentences: [first = "", ...rest] }: ZeroEventsAnswer): void {
  find("#zero").replaceChildren(paragraph(first, "say"), ...rest.map((words) => paragraph(words)));
}

export function showBoundary(answer: BoundaryAnswer): void {
  const rows = Object.assign(document.createElement("ul"), { className: "rows" });
  for (const words of answer.rows) rows.append(Object.assign(document.createElement("li"), { textContent: words }));
  find("#boundary").replaceChildren(
    paragraph(answer.sentence, answer.verdict === "hold" ? "say hold" : "say"),
    paragraph(`${answer.name}. ${answer.variant}`, "variant"),
    heading("The boundary in words"), rows,
    heading("What the boundary does"),
    wideOf("What the boundary does", tableOf("Exact, by recursion over the looks", ["true rate", "trial is held", "participants on average"], answer.characteristics.map(([rate, stop, n]) => [percent(rate), percent(stop), n.toFixed(1)]), "figures")),
  );
  showPicture("boundary-picture", answer.picture);
}

const heading = (words: string): HTMLHeadingElement => Object.assign(document.createElement("h3"), { textContent: words });

function wideOf(name: string, table: HTMLTableElement): HTMLElement {
  const wide = Object.assign(document.createElement("div"), { className: "wide", tabIndex: 0 });
  wide.setAttribute("role", "region");
  wide.setAttribute("aria-label", name);
  wide.append(table);
  return wide;
}
