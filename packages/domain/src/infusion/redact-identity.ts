/** The second person must not see what the first one scanned. */
import { compareEvents } from "./compare-events.ts";
import type { InfusionEvent, InfusionEventOf } from "./infusion-event.ts";
import { resolveCorrections } from "./resolve-corrections.ts";

type Pass = InfusionEventOf<"identity-checked">;

/**
 * The events as one viewer may see them: while only one person has passed for a bag, everyone else sees that a first pass
 * exists, but neither its codes nor, through them, its result. Once two persons have passed, all of it is visible. A pass
 * after that begins a new round, hidden again until a second person has passed. Once the bag flows, or the infusion has
 * ended, no second pass can come first any more, and all of it is visible too.
 *
 * Corrections of a hidden pass are hidden with it. Apply this before events leave the server; decisions are made on the
 * full events, and a decision's reasons shown to a viewer must come from that viewer's events.
 *
 * @param viewerId the signed-in person; `null`: nobody, or a device.
 */
export function redactIdentity(events: readonly InfusionEvent[], viewerId: string | null): InfusionEvent[] {
  const hidden = findHidden(events, viewerId);
  if (hidden.size === 0) return events.slice();
  const carriers = correctionsOf(events, hidden);
  return events.map((event) => {
    if (hidden.has(event.id) && event.type === "identity-checked") return { ...event, data: withhold(event.data) };
    if (event.type === "event-corrected" && event.authorId !== viewerId && (carriers.has(event.id) || hidden.has(event.id))) return withholdCorrection(event);
    return event;
  });
}

/** A pass, or a correction that says one. */
interface Said {
  readonly event: InfusionEvent;
  readonly bagId: string;
  /** Counts as a person's pass: by a person, and not itself corrected. */
  readonly counts: boolean;
}

/** Ids of what someone else said in each bag's open round. */
function findHidden(events: readonly InfusionEvent[], viewerId: string | null): Set<string> {
  const ordered = events.toSorted(compareEvents);
  const { superseded } = resolveCorrections(ordered);
  const holding = ordered.filter((event) => !superseded.has(event.id));
  if (holding.some((event) => event.type === "infusion-stopped" || event.type === "discharge-recorded")) return new Set();
  const rounds = new Map<string, Said[]>();
  for (const said of ordered.flatMap((event) => passSaid(event, superseded))) {
    const round = [...(rounds.get(said.bagId) ?? []), said];
    const persons = new Set(round.filter(({ counts }) => counts).map(({ event }) => event.authorId));
    rounds.set(said.bagId, persons.size >= 2 ? [] : round);
  }
  for (const event of holding) if (event.type === "infusion-started") rounds.delete(event.data.bagId);
  return new Set([...rounds.values()].flat().filter(({ event }) => event.authorId !== viewerId).map(({ event }) => event.id));
}

function passSaid(event: InfusionEvent, superseded: ReadonlyMap<string, string>): Said[] {
  const counts = event.authorRole !== "device" && event.authorRole !== "unsigned" && !superseded.has(event.id);
  if (event.type === "identity-checked") return [{ event, bagId: event.data.bagId, counts }];
  const replacement = event.type === "event-corrected" ? event.data.replacement : null;
  return replacement?.type === "identity-checked" ? [{ event, bagId: replacement.data.bagId, counts }] : [];
}

/** Corrections that reach a hidden pass, over any number of corrections in between. */
function correctionsOf(events: readonly InfusionEvent[], hidden: ReadonlySet<string>): Set<string> {
  const reached = new Set(hidden);
  const corrections = events.filter((event) => event.type === "event-corrected");
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const correction of corrections) if (reached.has(correction.data.supersedes)) reached.add(correction.id);
  }
  return reached;
}

function withhold(data: Pass["data"]): Pass["data"] {
  return { ...data, wristbandCode: "", bagCode: "", withheld: true };
}

/** The reason is free text and may name what was scanned, so that it is hidden too. */
function withholdCorrection(event: InfusionEventOf<"event-corrected">): InfusionEvent {
  const { replacement } = event.data;
  const kept = replacement?.type === "identity-checked" ? { ...replacement, data: withhold(replacement.data) } : replacement;
  return { ...event, data: { ...event.data, reason: "", replacement: kept } };
}
