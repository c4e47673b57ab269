/** A stopping boundary with what was seen so far. */
import type { StoppingBoundary } from "../../monitoring/stopping-boundary.ts";
import { svgDocument } from "../../figures/svg-document.ts";
import { heading, line, path, text } from "../../figures/svg-parts.ts";

export interface SeenEvents {
  /** Participants with known outcome. */
  readonly n: number;
  readonly events: number;
}

/**
 * @param seen numbers of participants and events so far, rising; none for the boundary alone.
 * @example boundarySvg(boundary, [{ n: 5, events: 1 }], { title: "Stopping boundary" }).startsWith("<svg")
 */
export function boundarySvg(boundary: StoppingBoundary, seen: readonly SeenEvents[], options: { readonly title: string; readonly id?: string }): string {
  const lastN = Math.max(1, boundary.looks.at(-1) ?? 1, ...seen.map((each) => each.n));
  const limits = boundary.looks.flatMap((n, at) => (boundary.limits[at] === null || boundary.limits[at] === undefined ? [] : [{ n, events: boundary.limits[at] }]));
  const most = Math.max(2, ...limits.map((each) => each.events), ...seen.map((each) => each.events)) + 1;
  const width = 720;
  const asked = boundary.nominalError === null ? "" : `, ${boundary.nominalError} was allowed`;
  const head = heading(options.title, `${boundary.name}. ${boundary.variant} ${boundary.calibration} If the true probability is ${boundary.nullProbability}, it holds the trial with probability ${boundary.attainedError.toPrecision(4)}${asked} (exact).`, width);
  const [left, high] = [64, 260];
  const top = head.height + 24;
  const x = (n: number) => left + (n / lastN) * (width - left - 130);
  const y = (events: number) => top + high - (events / most) * high;
  const steps = Math.max(1, Math.ceil(lastN / 10));
  const across = Array.from({ length: Math.floor(lastN / steps) + 1 }, (_, at) => at * steps).map((n) => text(x(n), top + high + 20, String(n), { anchor: "middle" })).join("");
  const every = Math.max(1, Math.ceil(most / 10));
  const up = Array.from({ length: Math.floor(most / every) + 1 }, (_, at) => at * every).map((events) => line(left, y(events), x(lastN), y(events), "grid") + text(left - 8, y(events) + 5, String(events), { anchor: "end" })).join("");
  const edge = limits.flatMap(({ n, events }, at) => {
    const before = limits[at - 1];
    return before === undefined || before.events === events ? [[x(n), y(events)] as const] : [[x(n), y(before.events)] as const, [x(n), y(events)] as const];
  });
  const marks = limits.map(({ n, events }) => `<rect class="ring" x="${(x(n) - 3).toFixed(1)}" y="${(y(events) - 3).toFixed(1)}" width="6" height="6"><title>Hold at ${events} or more of ${n}</title></rect>`).join("");
  const course = seen.length === 0 ? "" : path([[x(0), y(0)], ...seen.map(({ n, events }) => [x(n), y(events)] as const)], "data") + seen.map(({ n, events }) => `<circle class="dot" cx="${x(n).toFixed(1)}" cy="${y(events).toFixed(1)}" r="5"><title>${events} of ${n}</title></circle>`).join("");
  const last = limits.at(-1);
  const names = (last === undefined ? "" : text(x(lastN) + 8, y(last.events) + 5, "hold from here", { kind: "strong" })) + (seen.length === 0 ? "" : text(x(seen.at(-1)?.n ?? 0) + 10, y(seen.at(-1)?.events ?? 0) + 18, "seen", { kind: "strong" }));
  const body = [head.body, up, line(left, top + high, x(lastN), top + high), line(left, top, left, top + high), across, edge.length > 1 ? path(edge, "bound") : "", marks, course, names, text(left, top + high + 42, "participants with known outcome", { kind: "soft" }), text(16, top - 8, "events", { kind: "soft" })].join("\n");
  return svgDocument({ title: options.title, description: `${limits.map(({ n, events }) => `Of ${n}: hold at ${events} or more.`).join(" ")} ${seen.map(({ n, events }) => `Seen: ${events} of ${n}.`).join(" ")}`, width, height: top + high + 60, body, ...(options.id === undefined ? {} : { id: options.id }) });
}
