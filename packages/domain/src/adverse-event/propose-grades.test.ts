import { describe, expect, test } from "vitest";
import { exampleVitalSigns } from "../../test/example-day.ts";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { foldInfusion } from "../infusion/fold-infusion.ts";
import type { InfusionEvent } from "../infusion/infusion-event.ts";
import { listUngraded, proposeGrades } from "./propose-grades.ts";

const start = exampleEvent("infusion-started", 70, { bagId: "bag-1", rate: { value: 2, unit: "mL/min" }, authorisationId: null });
const baseline = (temperature: number) => exampleEvent("vital-signs-recorded", 60, { method: "hand", samples: exampleVitalSigns({ temperature }) });
const warm = (minute: number, value: number | null, unit = "Cel") => exampleEvent("vital-signs-recorded", minute, { method: "hand", samples: [{ channel: "temperature", value, unit }] });
const saturation = (minute: number, value: number | null) => exampleEvent("vital-signs-recorded", minute, { method: "device", samples: [{ channel: "oxygen-saturation", value, unit: "%" }] });
const judge = (minute: number, proposalKey: string, verdict: "confirmed" | "rejected") =>
  exampleEvent("grade-confirmed", minute, { proposalKey, term: "Fever", grade: 1, edition: "CTCAE v5.0 (paraphrase)", verdict });

function proposals(events: readonly InfusionEvent[], minute = 600) {
  return proposeGrades(foldInfusion(exampleInfusionId, events), exampleProtocol, at(minute));
}

describe("fever", () => {
  test("38.4 °C after the start is proposed as grade 1, and stays one proposal when it rises to 39.2 °C: grade 2", () => {
    expect(proposals([baseline(36.8), start, warm(100, 38.4)])).toMatchObject([{ proposalKey: `ctcae-v5:Fever:${at(100)}:1`, grade: 1, baselineGrade: 0, standing: "proposed" }]);
    expect(proposals([baseline(36.8), start, warm(100, 38.4), warm(130, 39.2), warm(150, 38.1)])).toMatchObject([{ proposalKey: `ctcae-v5:Fever:${at(100)}:2`, worst: { value: 39.2, unit: "Cel" }, worstAt: at(130) }]);
  });

  test("101.3 °F is 38.5 °C", () => {
    expect(proposals([baseline(36.8), start, warm(100, 101.3, "[degF]")])).toMatchObject([{ grade: 1 }]);
  });

  test("an implausible 55 °C proposes nothing", () => {
    expect(proposals([baseline(36.8), start, warm(100, 55)])).toEqual([]);
  });

  test("a fever that was there at the baseline is no event until its grade rises", () => {
    expect(proposals([baseline(38.5), start, warm(100, 38.9)])).toEqual([]);
    expect(proposals([baseline(38.5), start, warm(100, 38.9), warm(120, 39.4)])).toMatchObject([{ grade: 2, baselineGrade: 1 }]);
  });

  test("without a baseline it is proposed, and says that the baseline is unknown", () => {
    const [one] = proposals([start, warm(100, 38.4)]);
    expect(one).toMatchObject({ grade: 1, baselineGrade: null });
    expect(one?.reasons.map((reason) => reason.code)).toEqual(["grade-proposed", "grade-baseline-unknown"]);
  });

  test("above 40 °C for more than 24 hours is grade 4", () => {
    const day = 24 * 60;
    expect(proposals([baseline(36.8), start, warm(100, 40.2), warm(100 + day, 40.2)], 3000)).toMatchObject([{ grade: 3 }]);
    expect(proposals([baseline(36.8), start, warm(100, 40.2), warm(101 + day, 40.2)], 3000)).toMatchObject([{ grade: 4 }]);
    expect(proposals([baseline(36.8), start, warm(100, 40.2), warm(500, 39.9), warm(101 + day, 40.2)], 3000)).toMatchObject([{ grade: 3 }]);
  });

  test("a clinician's word stands beside the proposal; a worse grade and a later episode ask again", () => {
    const key = `ctcae-v5:Fever:${at(100)}:1`;
    const events = [baseline(36.8), start, warm(100, 38.4), judge(105, key, "rejected")];
    expect(proposals(events)).toMatchObject([{ standing: "rejected", judgedBy: { clinicalTime: at(105) } }]);
    expect(proposals([...events, warm(110, 39.5)])).toMatchObject([{ grade: 2, standing: "proposed" }]);
    expect(proposals([...events, warm(110, 37), warm(200, 38.2)])).toMatchObject([{ standing: "rejected" }, { onset: at(200), standing: "proposed" }]);
  });
});

describe("hypoxia", () => {
  test("87 % after the start is grade 3; 88 % is not, and lesser grades are said to be beyond the machine", () => {
    expect(proposals([baseline(36.8), start, saturation(100, 87)])).toMatchObject([{ term: "Hypoxia", grade: 3 }]);
    const state = foldInfusion(exampleInfusionId, [baseline(36.8), start, saturation(100, 88)]);
    expect(proposeGrades(state, exampleProtocol, at(110))).toEqual([]);
    expect(listUngraded(state, exampleProtocol, at(110)).map((one) => `${one.code} ${one.path}`)).toEqual(["grade-below-machine adverse-event.Hypoxia", "grade-channel-unmeasured adverse-event.Fever"]);
  });

  test("dips are one proposal until it is judged", () => {
    expect(proposals([baseline(36.8), start, saturation(100, 87), saturation(101, 95), saturation(102, 80)])).toMatchObject([{ onset: at(100), worst: { value: 80 } }]);
  });

  test("a lost saturation of 0 is no hypoxia", () => {
    expect(proposals([baseline(36.8), start, saturation(100, 0), saturation(101, null)])).toEqual([]);
  });

  test("an arterial PaO2 of 55 mmHg (7.3 kPa) is grade 3, a venous one is not", () => {
    const gas = (value: number, unit: string, sample: "arterial" | "venous") => exampleEvent("laboratory-recorded", 100, { analyte: "PaO2", quantity: { value, unit }, sample });
    expect(proposals([baseline(36.8), start, gas(55, "mm[Hg]", "arterial")])).toMatchObject([{ term: "Hypoxia", grade: 3 }]);
    expect(proposals([baseline(36.8), start, gas(7.3, "kPa", "arterial")])).toMatchObject([{ grade: 3 }]);
    expect(proposals([baseline(36.8), start, gas(56, "mm[Hg]", "arterial")])).toEqual([]);
    expect(proposals([baseline(36.8), start, gas(40, "mm[Hg]", "venous")])).toEqual([]);
  });
});

test("what comes later changes nothing at an earlier time", () => {
  const events = [baseline(36.8), start, warm(100, 38.4)];
  expect(proposals([...events, warm(120, 40.5), judge(125, `ctcae-v5:Fever:${at(100)}:1`, "confirmed")], 110)).toEqual(proposals(events, 110));
});
