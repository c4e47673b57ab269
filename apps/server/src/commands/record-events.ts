/** Records facts from the bedside. Each is looked at on its own: the good ones are kept, the others answered with their faults. */
import { parseInfusionEventInput } from "@stroma/domain";
import type { InfusionEvent, InfusionEventInput, Role } from "@stroma/domain";
import type { Fault } from "../http/api-error.ts";
import { findEventsById } from "../store/infusion-event-store.ts";
import type { EventOutcome, ReceivedEvent } from "../store/infusion-event-store.ts";
import { findInfusionPlace } from "../store/infusion-place.ts";
import { findInfusion } from "../store/infusion-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import { findSiteMembers } from "../store/people-names-store.ts";
import { toleratedSkew } from "./check-clock-skew.ts";
import { found, inStudy } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { hasEffect, keepFacts } from "./keep-facts.ts";
import type { KeptFacts } from "./keep-facts.ts";

export interface EventResult {
  readonly id: string | null;
  readonly outcome: "accepted" | "duplicate" | "rejected";
  readonly receivedAt: string | null;
  readonly faults: Fault[];
}
export interface RecordedEvents {
  readonly results: EventResult[];
  readonly facts: KeptFacts;
}

/** One event of a batch: ready to be kept, or what is wrong with it. */
export type Candidate = { readonly event: ReceivedEvent } | { readonly id: string | null; readonly faults: readonly Fault[] };

const bedsideRoles: readonly Role[] = ["nurse", "investigator", "cell-processing"];

export async function recordEvents(context: CommandContext, infusionId: string, inputs: readonly unknown[]): Promise<RecordedEvents> {
  const infusion = found(await findInfusionPlace(context.store, context.siteId, infusionId));
  return keepCandidates(context, infusion, await prepare(context, infusionId, inputs));
}

/** Keeps what is good and answers one by one, in the order of the batch. */
export async function keepCandidates(context: CommandContext, infusion: Pick<InfusionRecord, "id" | "studyId">, candidates: readonly Candidate[]): Promise<RecordedEvents> {
  const events = candidates.flatMap((candidate) => ("event" in candidate ? [candidate.event] : []));
  const facts = await keep(context, infusion, events);
  let next = 0;
  const results = candidates.map((candidate): EventResult => {
    if (!("event" in candidate)) return { id: candidate.id, outcome: "rejected", receivedAt: null, faults: [...candidate.faults] };
    const outcome = facts.outcomes[next];
    next += 1;
    return answer(candidate.event.id, outcome);
  });
  return { results, facts };
}

async function keep(context: CommandContext, infusion: Pick<InfusionRecord, "id" | "studyId">, events: readonly ReceivedEvent[]): Promise<KeptFacts> {
  if (events.length === 0) return { outcomes: [], kept: [], courseChanged: false };
  const scope = inStudy(context, infusion.studyId);
  if (!events.some(hasEffect)) {
    // The many measurements of many callers share statements.
    const outcomes = await context.store.appendEvents(scope, events);
    return { outcomes, kept: events.filter((_, index) => outcomes[index]?.outcome === "accepted"), courseChanged: false };
  }
  return context.store.write(scope, async (write) => {
    // The phase may have changed since the first look; inside the chain's turn it cannot.
    const current = found(await findInfusion(write.tx, context.siteId, infusion.id));
    return keepFacts(write, context, current, events);
  });
}

function answer(id: string, outcome: EventOutcome | undefined): EventResult {
  if (outcome === undefined) throw new Error("An event has no outcome.");
  if (outcome.outcome !== "conflict") return { id, outcome: outcome.outcome, receivedAt: outcome.receivedAt, faults: [] };
  return { id, outcome: "rejected", receivedAt: null, faults: [{ path: "id", code: "id-taken", message: "Another event bears this id.", remedy: "Make a new id for a new fact; correct a kept fact by a correction." }] };
}

async function prepare(context: CommandContext, infusionId: string, inputs: readonly unknown[]): Promise<Candidate[]> {
  const split = inputs.map((input) => {
    const { rest, authorId, id } = splitAuthor(input);
    return { parsed: parseInfusionEventInput(rest), authorId, id };
  });
  const named = split.flatMap(({ authorId }) => (typeof authorId === "string" && authorId !== context.actor.personId && /^[0-9a-f-]{36}$/u.test(authorId) ? [authorId] : []));
  const superseded = split.flatMap(({ parsed }) => (parsed.ok && parsed.input.type === "event-corrected" ? [parsed.input.data.supersedes] : []));
  const { members, corrected } = await lookUp(context, named, superseded);
  return split.map(({ parsed, authorId, id }) => {
    const author = authorOf(context, authorId, parsed.ok ? parsed.input.entry : null, members);
    const faults: Fault[] = [...(parsed.ok ? futureFaults(parsed.input, context) : parsed.faults), ...("fault" in author ? [author.fault] : [])];
    if (!parsed.ok || "fault" in author || faults.length > 0) return { id, faults };
    return { event: { ...withoutAuthority(parsed.input, corrected), infusionId, receivedAt: context.now, authorId: author.id, authorRole: author.role, deviceId: context.actor.deviceId ?? "browser" } as ReceivedEvent };
  });
}

/** What the batch names beside itself; most batches name nothing, and then the database is not asked. */
async function lookUp(context: CommandContext, authorIds: readonly string[], eventIds: readonly string[]) {
  if (authorIds.length === 0 && eventIds.length === 0) return { members: new Map<string, { readonly roles: readonly string[] }>(), corrected: new Map<string, InfusionEvent>() };
  return context.store.read(context.siteId, async (tx) => ({
    members: await findSiteMembers(tx, context.siteId, [...new Set(authorIds)]),
    corrected: new Map<string, InfusionEvent>((await findEventsById(tx, context.siteId, eventIds)).map((event) => [event.id, event])),
  }));
}

function splitAuthor(input: unknown): { readonly rest: unknown; readonly authorId: unknown; readonly id: string | null } {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return { rest: input, authorId: undefined, id: null };
  const { authorId, ...rest } = input as Record<string, unknown>;
  return { rest, authorId, id: typeof rest["id"] === "string" ? rest["id"] : null };
}

/** The session's person; another member of the site only for what was written down without network and sent by somebody else. */
function authorOf(context: CommandContext, authorId: unknown, entry: string | null, members: ReadonlyMap<string, { readonly roles: readonly string[] }>): { readonly id: string; readonly role: InfusionEvent["authorRole"] } | { readonly fault: Fault } {
  const { actor } = context;
  if (authorId === undefined || authorId === actor.personId) return { id: actor.personId ?? actor.deviceId ?? "unsigned", role: eventRole(context) };
  const role = typeof authorId === "string" ? bedsideRoles.find((one) => members.get(authorId)?.roles.includes(one)) : undefined;
  if (typeof authorId !== "string" || role === undefined) return { fault: { path: "authorId", code: "author-not-known", message: "The author is not a member of this site who may record facts.", remedy: "Leave the author out, or name who wrote the fact down." } };
  if (entry !== "offline") return { fault: { path: "authorId", code: "author-not-sender", message: "A live fact is recorded by the person who is signed in.", remedy: "Switch the person, or mark the entry as made offline." } };
  return { id: authorId, role };
}

/** The role of the actor as an event's author may bear it. */
export function eventRole(context: CommandContext): InfusionEvent["authorRole"] {
  return context.actor.role === "system" ? "device" : context.actor.role;
}

/** What lies ahead has not happened: a mistyped time, not an old fact. */
export function futureFaults(input: Pick<InfusionEventInput, "clinicalTime">, context: CommandContext): Fault[] {
  if (Date.parse(input.clinicalTime) <= Date.parse(context.now) + toleratedSkew) return [];
  return [{ path: "clinicalTime", code: "in-the-future", message: "The fact lies in the future.", remedy: "Enter when it happened." }];
}

/**
 * No device may say that the server authorised a start. A correction of an authorised start keeps its authorisation,
 * because the start was decided; only its details are told anew.
 */
function withoutAuthority(input: InfusionEventInput, corrected: ReadonlyMap<string, InfusionEvent>): InfusionEventInput {
  if (input.type === "infusion-started") return { ...input, data: { ...input.data, authorisationId: null } };
  if (input.type !== "event-corrected" || input.data.replacement?.type !== "infusion-started") return input;
  const before = corrected.get(input.data.supersedes);
  const authorisationId = before?.type === "infusion-started" ? before.data.authorisationId : null;
  const { replacement } = input.data;
  return { ...input, data: { ...input.data, replacement: { ...replacement, data: { ...replacement.data, authorisationId } } } };
}
