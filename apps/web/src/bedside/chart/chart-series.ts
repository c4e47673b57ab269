/** What the chart draws, as plain data: lines with their gaps, marks, events. */
import { assessSample, millisecondsOf, valueIn, type Channel, type ChannelDefinition, type InfusionState, type Instant, type Protocol, type TimedSample } from "@stroma/domain";

export interface ChartPoint {
  /** Seconds since 1970. */
  readonly at: number;
  /** In the channel's unit; `null` breaks the line. */
  readonly value: number | null;
}

/** A sample that is not a value: a cross at the foot of the chart. */
export interface ChartMark {
  readonly at: number;
  readonly kind: "lost" | "implausible" | "absent";
  /** As it was sent. */
  readonly value: number | null;
  readonly unit: string;
}

export interface ChartLine {
  readonly channel: Channel;
  readonly title: string;
  readonly unit: string;
  readonly definition: ChannelDefinition;
  readonly points: readonly ChartPoint[];
  readonly marks: readonly ChartMark[];
  /** Breaks between two plausible values. */
  readonly gaps: number;
}

/** Most values that a line is drawn with; beyond that, the lowest and the highest of each slot are kept. */
const mostPoints = 1200;

/**
 * The lines of all channels that have a sample from `from` to `to`, both included.
 *
 * - Only plausible values are drawn. Zeros of a lost signal, values out of the plausible range and samples without a value
 *   break the line and become marks.
 * - Two values further apart than the channel's `staleAfter` are not joined.
 *
 * @example chartSeries(state, protocol, from, to)[0]?.points
 */
export function chartSeries(state: Pick<InfusionState, "samples">, protocol: Pick<Protocol, "monitoring">, from: Instant, to: Instant): ChartLine[] {
  return protocol.monitoring.channels.flatMap((definition) => {
    const samples = between(state.samples.get(definition.channel) ?? [], from, to);
    return samples.length === 0 ? [] : [lineOf(definition, samples)];
  });
}

function lineOf(definition: ChannelDefinition, samples: readonly TimedSample[]): ChartLine {
  const longest = valueIn(definition.staleAfter, "s");
  const points: ChartPoint[] = [];
  const marks: ChartMark[] = [];
  let last: number | null = null;
  let broken = false;
  let gaps = 0;
  for (const sample of samples) {
    const at = millisecondsOf(sample.at) / 1000;
    const assessed = assessSample(sample, definition);
    if (assessed.standing !== "plausible") {
      // A cuff names its channel without a value between two measurements: that is no loss.
      if (assessed.standing === "absent" && !definition.zeroMeansLost) continue;
      marks.push({ at, kind: assessed.standing === "zero-lost" ? "lost" : assessed.standing, value: sample.value, unit: sample.unit });
      broken = true;
      continue;
    }
    if (last !== null && (broken || at - last > longest)) {
      gaps += 1;
      points.push({ at: (last + at) / 2, value: null });
    }
    points.push({ at, value: assessed.value });
    last = at;
    broken = false;
  }
  return { channel: definition.channel, title: definition.title, unit: definition.unit, definition, points: thin(points), marks, gaps };
}

/** Keeps the lowest and the highest value of each slot, and every break: no peak and no gap is thinned away. */
export function thin(points: readonly ChartPoint[], most = mostPoints): readonly ChartPoint[] {
  if (points.length <= most) return points;
  const kept: ChartPoint[] = [];
  const size = Math.ceil(points.length / (most / 2));
  for (let from = 0; from < points.length; from += size) {
    let [low, high]: [ChartPoint | null, ChartPoint | null] = [null, null];
    const flush = () => {
      if (low !== null && high !== null) kept.push(...(low === high ? [low] : low.at < high.at ? [low, high] : [high, low]));
      low = high = null;
    };
    for (const point of points.slice(from, from + size)) {
      if (point.value === null) {
        flush();
        kept.push(point);
      } else {
        if (low === null || point.value < ((low as ChartPoint).value ?? 0)) low = point;
        if (high === null || point.value >= ((high as ChartPoint).value ?? 0)) high = point;
      }
    }
    flush();
  }
  return kept;
}

/** Samples are in the order of time. */
function between(samples: readonly TimedSample[], from: Instant, to: Instant): readonly TimedSample[] {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at ?? "") < from) low = middle + 1;
    else high = middle;
  }
  let end = samples.length;
  while (end > low && (samples[end - 1]?.at ?? "") > to) end -= 1;
  return samples.slice(low, end);
}
