/** What a person typed into the entry of vital signs, and what would be recorded of it. */
import { assessSample, type Channel, type ChannelDefinition, type ConsciousnessLevel, type InfusionEventData, type OxygenDevice, type VitalSignSample } from "@stroma/domain";
import { parseTyped } from "../../ui/parse-typed.ts";

export interface EntryDraft {
  /** Text as typed, by channel; empty or absent: not measured. */
  readonly values: Readonly<Partial<Record<Channel, string>>>;
  readonly oxygen: { readonly device: OxygenDevice | null; readonly flow: string; readonly fio2: string; readonly peep: string };
  readonly consciousness: ConsciousnessLevel | null;
  readonly rass: number | null;
}
export const emptyDraft: EntryDraft = { values: {}, oxygen: { device: null, flow: "", fio2: "", peep: "" }, consciousness: null, rass: null };

/** The samples of a draft, in the protocol's order; only what was typed. */
export function samplesOfDraft(draft: EntryDraft, definitions: readonly ChannelDefinition[]): VitalSignSample[] {
  return definitions.flatMap(({ channel, unit }) => {
    const value = parseTyped(draft.values[channel]);
    return value === null || value === "invalid" ? [] : [{ channel, value, unit }];
  });
}

export interface DoubtfulSample {
  readonly sample: VitalSignSample;
  readonly definition: ChannelDefinition;
  readonly why: "implausible" | "zero";
}

/** Samples that a person is asked about once more before they are recorded: facts are never refused. */
export function doubtfulSamples(samples: readonly VitalSignSample[], definitions: readonly ChannelDefinition[]): DoubtfulSample[] {
  return samples.flatMap((sample): DoubtfulSample[] => {
    const definition = definitions.find((one) => one.channel === sample.channel);
    if (definition === undefined) return [];
    const { standing } = assessSample(sample, definition);
    if (standing === "implausible") return [{ sample, definition, why: "implausible" }];
    return standing === "zero-lost" ? [{ sample, definition, why: "zero" }] : [];
  });
}

/** The oxygen setting, or `null` when no device was chosen. */
export function oxygenOfDraft({ oxygen }: EntryDraft): InfusionEventData["oxygen-set"] | null {
  if (oxygen.device === null) return null;
  const [flow, fio2, peep] = [parseTyped(oxygen.flow), parseTyped(oxygen.fio2), parseTyped(oxygen.peep)];
  const asks = oxygenFields(oxygen.device);
  return {
    device: oxygen.device,
    ...(typeof flow === "number" && asks.flow && { flow: { value: flow, unit: "L/min" } }),
    ...(typeof fio2 === "number" && asks.fio2 && { fio2: { value: fio2, unit: "%" } }),
    ...(typeof peep === "number" && asks.peep && { peep: { value: peep, unit: "cm[H2O]" } }),
  };
}

/** Which settings a device has. */
export function oxygenFields(device: OxygenDevice | null): { readonly flow: boolean; readonly fio2: boolean; readonly peep: boolean } {
  const ventilated = device === "non-invasive-ventilation" || device === "invasive-ventilation";
  const oxygen = device !== null && device !== "room-air";
  return { flow: oxygen && !ventilated, fio2: oxygen, peep: ventilated || device === "high-flow" };
}

export function consciousnessOfDraft({ consciousness, rass }: EntryDraft): InfusionEventData["consciousness-assessed"] | null {
  if (consciousness !== null) return { level: consciousness };
  return rass === null ? null : { sedation: { scale: "RASS", value: rass } };
}

/** Fields whose text is no number, or that the record cannot hold: oxygen settings below zero, an FiO2 of zero. */
export function invalidFields({ values, oxygen }: EntryDraft): ReadonlySet<string> {
  const found = new Set(Object.entries(values).filter(([, text]) => parseTyped(text) === "invalid").map(([channel]) => channel));
  const asks = oxygenFields(oxygen.device);
  for (const name of ["flow", "fio2", "peep"] as const) {
    const value = parseTyped(oxygen[name]);
    if (asks[name] && value !== null && (value === "invalid" || value < 0 || (name === "fio2" && value === 0))) found.add(name);
  }
  return found;
}
