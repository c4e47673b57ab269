/** A literal protocol for playing recorded bedside monitors. Its numbers are made up for the tests; none is a clinical recommendation. */
import type { Channel, ChannelDefinition, Protocol } from "../src/protocol/protocol.ts";
import { exampleProtocol, exampleSource } from "./example-protocol.ts";

const source = exampleSource;

function channel(name: Channel, unit: string, plausible: readonly [number, number], edges: readonly [number, number, number, number], stale: number, more: Partial<ChannelDefinition> = {}): ChannelDefinition {
  const steps = [plausible[0], ...edges, plausible[1]];
  const severities = ["critical", "warning", "none", "warning", "critical"] as const;
  return {
    channel: name,
    title: name,
    unit,
    plausible: { low: plausible[0], high: plausible[1], source },
    bands: severities.map((severity, index) => ({ from: steps[index] ?? 0, to: steps[index + 1] ?? 0, severity, source })),
    staleAfter: { value: stale, unit: "s", source },
    zeroMeansLost: false,
    corroboratedBy: [],
    inBaseline: false,
    ...more,
  };
}

/** Monitors are stale after 90 s, the cuff after 20 min. */
export const bedsideProtocol: Protocol = {
  ...exampleProtocol,
  monitoring: {
    channels: [
      channel("heart-rate", "/min", [20, 250], [40, 50, 110, 140], 90, { zeroMeansLost: true, corroboratedBy: ["pulse-rate"] }),
      channel("pulse-rate", "/min", [20, 250], [40, 50, 110, 140], 90, { zeroMeansLost: true, corroboratedBy: ["heart-rate"] }),
      channel("respiratory-rate", "/min", [3, 80], [8, 10, 25, 35], 90),
      channel("oxygen-saturation", "%", [30, 100], [85, 92, 99.98, 99.99], 90, {
        zeroMeansLost: true,
        corroboratedBy: ["heart-rate", "pulse-rate"],
        bands: [
          { from: 30, to: 85, severity: "critical", source },
          { from: 85, to: 92, severity: "warning", source },
          { from: 92, to: 100, severity: "none", source },
        ],
      }),
      channel("systolic-pressure", "mm[Hg]", [30, 280], [80, 95, 160, 190], 1200),
      channel("diastolic-pressure", "mm[Hg]", [15, 180], [35, 45, 95, 115], 1200),
      channel("mean-pressure", "mm[Hg]", [20, 220], [50, 60, 120, 140], 1200),
      channel("arterial-systolic-pressure", "mm[Hg]", [30, 280], [80, 95, 160, 190], 90, { zeroMeansLost: true, corroboratedBy: ["systolic-pressure"] }),
    ],
    relativeRules: [],
    trendRules: [],
    schedule: [],
    overdueAfter: { value: 5, unit: "min", source },
  },
};
