/** What an opened response pathway asks now: steps, their due times, what comes next. */
import type { Pathway, PathwayId, PathwayStep, Protocol } from "../protocol/protocol.ts";
import type { Instant } from "./infusion-event.ts";
import type { InfusionState, OpenedPathway } from "./infusion-state.ts";
import { instantAfter } from "./instant.ts";

export interface AssessedStep {
  readonly step: PathwayStep;
  /** How often it was done, and when last. "Not applicable" counts as answered, and ends a repeat. */
  readonly times: number;
  readonly lastDoneAt: Instant | null;
  readonly notApplicable: boolean;
  /** When it is due next; `null`: no time is set, or it is answered and does not repeat. */
  readonly dueAt: Instant | null;
  readonly state: "waiting" | "overdue" | "done" | "not-applicable";
}

export interface PathwayAssessment {
  readonly openedBy: string;
  readonly pathwayId: PathwayId;
  readonly title: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly conclusion: string | null;
  /** The protocol does not hold this pathway: it was opened all the same, and there are no steps to show. */
  readonly unknown: boolean;
  /** Stop the infusion before anything else: the pathway asks for it, and cells flow or may flow again. */
  readonly stopInfusionFirst: boolean;
  readonly quarantineBag: boolean;
  readonly notify: readonly string[];
  readonly steps: readonly AssessedStep[];
  /** What to do next: of the open steps the one due first; steps without a time come last, in the protocol's order. */
  readonly next: AssessedStep | null;
  /** Recorded steps that the protocol does not list. */
  readonly unknownStepIds: readonly string[];
}

/**
 * Assesses every opened pathway at `now`, in the order of opening.
 *
 * A step is due `due` after the opening; a repeating step is due again `repeat` after it was last done, until the pathway
 * is closed. A due time that has passed is overdue; the instant itself is not yet.
 */
export function assessPathways(state: InfusionState, protocol: Protocol, now: Instant): PathwayAssessment[] {
  return state.pathways.map((opened) => assessPathway(opened, protocol.pathways.find((one) => one.id === opened.pathwayId) ?? null, state, now));
}

function assessPathway(opened: OpenedPathway, definition: Pathway | null, state: InfusionState, now: Instant): PathwayAssessment {
  const { openedBy, pathwayId, openedAt, closedAt, conclusion } = opened;
  const steps = (definition?.steps ?? []).map((step) => assessStep(opened, step, now));
  const flowing = state.phase === "running" || state.phase === "paused";
  return {
    openedBy,
    pathwayId,
    title: definition?.title ?? pathwayId,
    openedAt,
    closedAt,
    conclusion,
    unknown: definition === null,
    // A pathway that the protocol does not hold is a serious one until a person says otherwise.
    stopInfusionFirst: flowing && closedAt === null && (definition?.stopFirst ?? true),
    quarantineBag: definition?.quarantineBag ?? true,
    notify: definition?.notify ?? [],
    steps,
    next: closedAt === null ? nextStep(steps) : null,
    unknownStepIds: opened.steps.map((event) => event.data.stepId).filter((stepId) => !steps.some(({ step }) => step.id === stepId)),
  };
}

function assessStep(opened: OpenedPathway, step: PathwayStep, now: Instant): AssessedStep {
  const answers = opened.steps.filter((event) => event.data.stepId === step.id);
  const last = answers.at(-1) ?? null;
  const done = answers.filter((event) => event.data.outcome === "done");
  const notApplicable = last !== null && last.data.outcome === "not-applicable";
  const dueAt = opened.closedAt === null && !notApplicable ? nextDue(opened, step, done.at(-1)?.clinicalTime ?? null) : null;
  const answered = last !== null && (step.repeat === undefined || opened.closedAt !== null);
  const state = notApplicable ? "not-applicable" : answered ? "done" : dueAt !== null && dueAt < now ? "overdue" : "waiting";
  return { step, times: done.length, lastDoneAt: done.at(-1)?.clinicalTime ?? null, notApplicable, dueAt, state };
}

function nextDue(opened: OpenedPathway, step: PathwayStep, lastDoneAt: Instant | null): Instant | null {
  if (lastDoneAt !== null) return step.repeat === undefined ? null : instantAfter(lastDoneAt, step.repeat);
  const first = step.due ?? step.repeat;
  return first === undefined ? null : instantAfter(opened.openedAt, first);
}

function nextStep(steps: readonly AssessedStep[]): AssessedStep | null {
  const open = steps.filter((step) => step.state === "waiting" || step.state === "overdue");
  const timed = open.filter((step) => step.dueAt !== null).toSorted((a, b) => ((a.dueAt ?? "") < (b.dueAt ?? "") ? -1 : 1));
  return timed[0] ?? open[0] ?? null;
}
