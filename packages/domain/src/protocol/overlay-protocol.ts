/** Builds the resolved protocol: the ruleset, with what the document says laid over it. */
import type { ProtocolDocument } from "./protocol-schema.ts";
import type { ChannelDefinition, ChecklistItem, ChecklistPhase, Protocol, VitalSignScheduleEntry } from "./protocol.ts";

/**
 * The resolved form of a faultless document. An entry with an id replaces the ruleset's whole entry of the same id; a new
 * one is added at the end; `dose`, `setting`, consent version and signers replace; a schedule entry replaces those of its anchor.
 * Laying the same document over the result again changes nothing.
 */
export function overlayProtocol(base: Protocol | null, document: ProtocolDocument): Protocol {
  const { consent, monitoring, observation, dose } = document;
  return {
    format: document.format,
    id: document.id,
    version: document.version,
    kind: document.kind,
    title: document.title,
    summary: document.summary,
    language: document.language,
    extends: document.extends ?? null,
    setting: document.setting ?? known(base?.setting, "setting"),
    dose: dose === undefined ? known(base?.dose, "dose") : { ...dose, predictedWeightFormula: dose.predictedWeightFormula ?? null },
    limits: { ...base?.limits, ...document.limits },
    consent: {
      version: consent?.version ?? known(base?.consent.version, "consent.version"),
      signers: consent?.signers ?? known(base?.consent.signers, "consent.signers"),
      scopes: mergeBy("id", base?.consent.scopes, consent?.scopes),
      risks: mergeBy("id", base?.consent.risks, consent?.risks),
    },
    eligibility: mergeBy("id", base?.eligibility, document.eligibility),
    release: mergeBy("id", base?.release, document.release),
    checklist: overlayChecklist(base?.checklist ?? [], document),
    monitoring: {
      channels: mergeBy("channel", base?.monitoring.channels, monitoring?.channels?.map(completeChannel)),
      relativeRules: mergeBy("id", base?.monitoring.relativeRules, monitoring?.relativeRules),
      trendRules: mergeBy("id", base?.monitoring.trendRules, monitoring?.trendRules),
      schedule: overlaySchedule(base?.monitoring.schedule ?? [], monitoring?.schedule ?? []),
      overdueAfter: monitoring?.overdueAfter ?? known(base?.monitoring.overdueAfter, "monitoring.overdueAfter"),
    },
    infusionEvents: mergeBy("id", base?.infusionEvents, document.infusionEvents),
    pathways: mergeBy("id", base?.pathways, document.pathways),
    observation: {
      criteria: mergeBy("id", base?.observation.criteria, observation?.criteria),
      nextContact: observation?.nextContact ?? known(base?.observation.nextContact, "observation.nextContact"),
    },
    rechallenge: mergeBy("id", base?.rechallenge, document.rechallenge),
  };
}

/** Absent here means that a document with faults came this far: a bug, not an input. */
function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The protocol has no ${name}; check the document before resolving it.`);
  return value;
}

/** The ruleset's entries in their order, replaced by the document's where the name is the same, then the new ones. */
export function mergeBy<T>(key: keyof T, base: readonly T[] = [], own: readonly T[] = []): readonly T[] {
  const replacements = new Map(own.map((entry) => [entry[key], entry]));
  const names = new Set(base.map((entry) => entry[key]));
  return [...base.map((entry) => replacements.get(entry[key]) ?? entry), ...own.filter((entry) => !names.has(entry[key]))];
}

type ItemInDocument = NonNullable<ProtocolDocument["items"]>[number];
type ChannelInDocument = NonNullable<NonNullable<ProtocolDocument["monitoring"]>["channels"]>[number];
type ScheduleInDocument = NonNullable<NonNullable<ProtocolDocument["monitoring"]>["schedule"]>[number];

function completeItem(item: ItemInDocument): ChecklistItem {
  return { ...item, overrideBy: item.overrideBy ?? [] };
}

function completeChannel(channel: ChannelInDocument): ChannelDefinition {
  return { ...channel, corroboratedBy: channel.corroboratedBy ?? [], bands: channel.bands.toSorted((a, b) => a.from - b.from) };
}

function overlayChecklist(base: readonly ChecklistPhase[], document: ProtocolDocument): readonly ChecklistPhase[] {
  const items = new Map<string, ChecklistItem>();
  for (const phase of base) for (const item of phase.items) items.set(item.id, item);
  for (const item of document.items ?? []) items.set(item.id, completeItem(item));
  const inherited = base.map((phase) => ({ ...phase, items: phase.items.map((item) => items.get(item.id) ?? item) }));
  const own = (document.checklist ?? []).map((phase) => ({ ...phase, items: phase.items.map((id) => known(items.get(id), `item ${id}`)) }));
  return mergeBy("id", inherited, own);
}

function overlaySchedule(base: readonly VitalSignScheduleEntry[], own: readonly ScheduleInDocument[]): readonly VitalSignScheduleEntry[] {
  const anchors = new Set(own.map((entry) => entry.anchor));
  return [...base.filter((entry) => !anchors.has(entry.anchor)), ...own.map((entry) => ({ ...entry, at: entry.at ?? [] }))];
}
