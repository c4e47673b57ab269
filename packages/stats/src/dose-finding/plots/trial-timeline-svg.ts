/** A real trial so far: every participant in the order of treatment, at the dose level given, with the outcome. */
import type { ConductResult } from "../conduct/conduct-trial.ts";
import type { OutcomeKind, ParticipantOutcome } from "../conduct/participant-outcome.ts";
import type { Tone } from "../../figures/palette.ts";
import { px, svgDocument } from "../../figures/svg-document.ts";
import { filled, heading, legend, line, text, wrap } from "../../figures/svg-parts.ts";

const kinds: Readonly<Record<OutcomeKind, { readonly tone: Tone; readonly letter: string; readonly words: string }>> = {
  none: { tone: "stay", letter: "N", words: "followed without the event" },
  event: { tone: "stop", letter: "T", words: "had the event" },
  pending: { tone: "down", letter: "P", words: "is still followed" },
  "not-evaluable": { tone: "none", letter: "E", words: "cannot be judged" },
};
const cell = { width: 36, height: 44 } as const;

/**
 * @param result what `conductTrial` said about these participants; its sentence stands at the right.
 * @example trialTimelineSvg(conductTrial(design, participants), participants, { title: "The trial so far" }).startsWith("<svg")
 */
export function trialTimelineSvg(result: ConductResult, participants: readonly ParticipantOutcome[], options: { readonly title: string; readonly id?: string }): string {
  const doses = result.state.n.length;
  const left = 116;
  const right = 20;
  const width = Math.max(600, left + participants.length * cell.width + right);
  const head = heading(options.title, `${result.design.name} (edition ${result.design.edition}). ${result.design.variant}`, width);
  const said = wrap(`Next: ${result.sentence}`, Math.floor((width - 32) / 7.4));
  const sentence = said.map((words, at) => text(16, head.height + 12 + at * 20, words, { kind: "strong" })).join("");
  const keysAt = head.height + said.length * 20 + 4;
  const keys = legend(16, keysAt, width - 32, Object.values(kinds).map(({ tone, letter, words }) => [tone, `${letter} ${words}`] as const));
  const top = keysAt + keys.height + 16;
  const yOf = (dose: number) => top + (doses - dose) * cell.height;
  const rows = Array.from({ length: doses }, (_, at) => line(left - 8, yOf(at + 1) + cell.height / 2, width - right, yOf(at + 1) + cell.height / 2, "grid") + text(left - 16, yOf(at + 1) + cell.height / 2 + 5, `dose level ${at + 1}`, { anchor: "end" }));
  const marks = participants.map(({ dose, kind, followed }, at) => {
    const { tone, letter, words } = kinds[kind];
    const x = left + at * cell.width;
    const y = yOf(dose) + (cell.height - 30) / 2;
    const hint = `Participant ${at + 1}, dose level ${dose}: ${words}${kind === "pending" ? `, ${Math.round(followed * 100)} % of the window` : ""}`;
    return filled({ x: x + 3, y, width: 30, height: 30 }, tone, hint) + text(x + 18, y + 20, letter, { anchor: "middle", kind: "strong" });
  });
  // A line before each new cohort, so that who was treated together can be seen.
  const cuts = result.steps.slice(1).map(({ given }) => `<path class="edge" stroke-dasharray="3 4" d="M${px(left + (given.from - 1) * cell.width)} ${px(top)}V${px(top + doses * cell.height)}"/>`);
  const base = top + doses * cell.height;
  const numbers = participants.map((_, at) => text(left + at * cell.width + cell.width / 2, base + 16, String(at + 1), { anchor: "middle", kind: "soft" })).join("");
  return svgDocument({
    title: options.title,
    description: `${participants.map(({ dose, kind }, at) => `Participant ${at + 1}, dose level ${dose}, ${kinds[kind].words}.`).join(" ")} Next: ${result.sentence}`,
    width,
    height: base + 44,
    body: head.body + sentence + keys.body + rows.join("") + cuts.join("") + marks.join("\n") + numbers + text(left, base + 36, "participants in the order of treatment", { kind: "soft" }),
    ...(options.id === undefined ? {} : { id: options.id }),
  });
}
