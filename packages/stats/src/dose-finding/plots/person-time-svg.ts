/** A boundary by person-time with what was seen so far. */
import type { PersonTimeBoundary } from "../../monitoring/person-time-boundary.ts";
import { limitChartSvg } from "./limit-chart.ts";

export interface SeenInPersonTime {
  readonly exposure: number;
  readonly events: number;
}

/**
 * Monitored at every event the limit is a staircase: an event on it or above holds the trial. With looks it is a mark a look.
 *
 * @param seen rising person-times with the events by then; none for the boundary alone.
 * @example personTimeSvg(boundary, [{ exposure: 30, events: 1 }], { title: "Stopping boundary" }).startsWith("<svg")
 */
export function personTimeSvg(boundary: PersonTimeBoundary, seen: readonly SeenInPersonTime[], options: { readonly title: string; readonly id?: string }): string {
  const { steps, monitoring, maximum } = boundary;
  const asked = boundary.nominalError === null ? "" : `, ${boundary.nominalError} was allowed`;
  // Down, so that no event is held against a limit that it misses.
  const time = (value: number) => (Math.floor(value * 10) / 10).toFixed(1);
  const words = steps.map(({ events, until }) => (monitoring === "every-event" ? `Hold at event ${events} within ${time(until)}` : `Hold with ${events} or more at ${time(until)}`));
  return limitChartSvg({
    ...options,
    sentence: `${boundary.name}. ${boundary.variant} ${boundary.calibration} At the acceptable rate it holds the trial with probability ${boundary.attainedError.toPrecision(4)}${asked} (exact).`,
    description: `${words.map((each) => `${each}.`).join(" ")} ${seen.map(({ exposure, events }) => `Seen: ${events} by ${exposure}.`).join(" ")}`.trim(),
    across: { label: "person-time", most: maximum, whole: false },
    up: { label: "events", least: 0, most: Math.max(2, ...steps.map(({ events }) => events), ...seen.map(({ events }) => events)) + 1, whole: true },
    limits: [{ name: "hold from here", course: monitoring === "every-event" ? "stairs" : "marks", points: steps.map(({ events, until }, at) => ({ x: until, y: events, ...(words[at] === undefined ? {} : { hint: words[at] }) })) }],
    seen: seen.map(({ exposure, events }) => ({ x: exposure, y: events, hint: `${events} ${events === 1 ? "event" : "events"} by ${exposure}` })),
  });
}
