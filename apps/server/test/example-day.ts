/** The steps of the example participant's day, each as the people at the bedside take it. */
import type { OperationAnswer } from "@stroma/api";
import type { ChecklistAnswer, ChecklistItem, PhaseId } from "@stroma/domain";
import { deriveDose } from "@stroma/domain";
import type { ExampleSite } from "./example-site.ts";

export type Read = OperationAnswer<"readInfusion">;
/** What the steps need of a site: the one of the contract tests, or one on a running server. */
export type DaySite = Pick<ExampleSite, "tell" | "ask" | "record" | "event" | "sentAt"> & { readonly time: { now: number } };

export async function plannedInfusion(site: DaySite): Promise<string> {
  const [infusion] = (await site.tell("nurse", "listInfusions")).infusions;
  if (infusion === undefined) throw new Error("No infusion is planned.");
  return infusion.id;
}

export const read = (site: DaySite, infusionId: string, who: Parameters<DaySite["tell"]>[0] = "nurse"): Promise<Read> => site.tell(who, "readInfusion", { params: { infusionId } });

/** The site takes every number on itself that nobody could verify. */
export async function confirmAll(site: DaySite): Promise<void> {
  const study = await site.tell("physician", "readStudy");
  const recalled = study.numbers.filter((one) => one.source.status === "recalled");
  const localDecisions = recalled.map(({ path }) => ({ path, reason: "Decided by the site for the test." }));
  await site.tell("physician", "confirmLimits", { body: { protocolVersion: study.study.protocolVersion, statement: "We have looked at every number.", localDecisions } });
}

export function answersOf(day: Read, phases: readonly PhaseId[]): { itemId: string; answer: ChecklistAnswer }[] {
  return day.protocol.checklist.filter((phase) => phases.includes(phase.id)).flatMap((phase) => phase.items.map((item) => ({ itemId: item.id, answer: goodAnswer(day, item) })));
}

function goodAnswer(day: Read, item: ChecklistItem): ChecklistAnswer {
  switch (item.kind) {
    case "confirm":
      return { kind: "confirm", value: true };
    case "choice":
      return { kind: "choice", code: item.options?.find((option) => option.acceptable)?.code ?? "" };
    case "scan":
      return { kind: "scan", method: "scanner", code: item.scans === "bag" ? bagOf(day).code : day.participant.wristbandCode };
    case "value":
      return { kind: "value", quantity: { value: item.range?.low ?? item.range?.high ?? 0, unit: item.unit ?? "1" } };
  }
}

export function bagOf(day: Read): Read["bags"][number] {
  const [bag] = day.bags;
  if (bag === undefined) throw new Error("No bag is reserved.");
  return bag;
}

export const calm = [
  { channel: "heart-rate", value: 82, unit: "/min" },
  { channel: "respiratory-rate", value: 16, unit: "/min" },
  { channel: "oxygen-saturation", value: 97, unit: "%" },
  { channel: "systolic-pressure", value: 118, unit: "mm[Hg]" },
  { channel: "diastolic-pressure", value: 70, unit: "mm[Hg]" },
  { channel: "mean-pressure", value: 86, unit: "mm[Hg]" },
  { channel: "temperature", value: 36.9, unit: "Cel" },
] as const;

/** Only what the protocol measures. */
export const calmFor = (day: Read) => calm.filter((sample) => day.protocol.monitoring.channels.some((one) => one.channel === sample.channel));

/** From arrival to the last word before the start; `without` leaves the second identity pass out. */
export async function prepare(site: DaySite, infusionId: string, options: { readonly withoutSecondPass?: boolean } = {}): Promise<{ readonly bagId: string; readonly rate: { value: number; unit: string } }> {
  const day = await read(site, infusionId);
  const bag = bagOf(day);
  const rate = { value: 2, unit: "mL/min" };
  const { event, record } = site;
  await record("nurse", infusionId, [
    ...answersOf(day, ["day-before", "arrival"]).map((answer) => event("checklist-answered", answer)),
    event("body-measured", { weight: { value: 70, unit: "kg" }, height: { value: 165, unit: "cm" } }),
    event("oxygen-set", { device: "room-air" }),
    event("consciousness-assessed", { level: "alert" }),
  ]);
  const plan = deriveDose({ protocol: day.protocol, doseLevel: 1, weight: { value: 70, unit: "kg" }, previousWeight: day.participant.lastWeight?.quantity ?? null, height: { value: 165, unit: "cm" }, sex: day.participant.sex, lots: day.lots, bags: day.bags, rate });
  if (!plan.assessable) throw new Error(`No dose: ${JSON.stringify(plan.because)}`);
  await record("physician", infusionId, [event("dose-confirmed", { doseLevel: 1, cells: plan.value.cellsNeeded, volume: plan.value.volume, rate, bagIds: [bag.id], weight: { value: 70, unit: "kg" } })]);
  await record("cellProcessing", infusionId, [event("bag-thawed", { bagId: bag.id })]);
  await record("nurse", infusionId, [
    event("bag-received", { bagId: bag.id, condition: "intact" }),
    event("line-checked", { access: "peripheral", filter: { present: true, poreSize: { value: 200, unit: "um" } } }),
    ...answersOf(day, ["product-receipt", "time-out"]).map((answer) => event("checklist-answered", answer)),
    event("vital-signs-recorded", { method: "hand", samples: calmFor(day) }),
    event("identity-checked", { bagId: bag.id, wristbandCode: day.participant.wristbandCode, bagCode: bag.code, method: "scanner" }),
  ]);
  if (options.withoutSecondPass !== true) await secondPass(site, infusionId);
  await record("nurse", infusionId, [event("bag-spiked", { bagId: bag.id })]);
  return { bagId: bag.id, rate };
}

export async function secondPass(site: DaySite, infusionId: string): Promise<void> {
  const day = await read(site, infusionId, "secondNurse");
  const bag = bagOf(day);
  await site.record("secondNurse", infusionId, [site.event("identity-checked", { bagId: bag.id, wristbandCode: day.participant.wristbandCode, bagCode: bag.code, method: "scanner" })]);
}

export async function start(site: DaySite, infusionId: string, bag: { readonly bagId: string; readonly rate: { value: number; unit: string } }) {
  site.time.now += 1_000;
  return site.ask("nurse", "startInfusion", { params: { infusionId }, body: { sentAt: site.sentAt(), event: site.event("infusion-started", { ...bag, authorisationId: null }) } });
}
