import { expect, test } from "vitest";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { foldInfusion } from "../infusion/fold-infusion.ts";
import type { InfusionEvent } from "../infusion/infusion-event.ts";
import { assessLungTrapping } from "./assess-lung-trapping.ts";

const start = exampleEvent("infusion-started", 0, { bagId: "bag-1", rate: { value: 2, unit: "mL/min" }, authorisationId: null });
const air = exampleEvent("oxygen-set", -5, { device: "room-air" });
const sign = (minute: number, name: "dyspnoea-at-rest" | "pulmonary-oedema", present = true) => exampleEvent("sign-seen", minute, { sign: name, present });
const saturation = (minute: number, value: number) => exampleEvent("vital-signs-recorded", minute, { method: "device", samples: [{ channel: "oxygen-saturation", value, unit: "%" }] });

function status(events: readonly InfusionEvent[], minute = 60) {
  return assessLungTrapping(foldInfusion(exampleInfusionId, [air, start, ...events]), exampleProtocol, at(minute)).status;
}

test("each of the three criteria is enough", () => {
  expect(status([sign(10, "dyspnoea-at-rest")])).toBe("met");
  expect(status([exampleEvent("oxygen-set", 20, { device: "non-invasive-ventilation" })])).toBe("met");
  expect(status([sign(10, "pulmonary-oedema"), saturation(12, 86)])).toBe("met");
});

test("pulmonary oedema without hypoxia is none; with no saturation it is not assessable", () => {
  expect(status([sign(10, "pulmonary-oedema"), saturation(12, 95)])).toBe("open");
  expect(status([sign(10, "pulmonary-oedema")])).toBe("not-assessable");
});

test("24 hours: dyspnoea in the 25th does not count, and silence is not health", () => {
  const looked = [sign(10, "dyspnoea-at-rest", false), sign(10, "pulmonary-oedema", false)];
  expect(status([...looked, sign(25 * 60, "dyspnoea-at-rest")], 26 * 60)).toBe("not-met");
  expect(status(looked, 26 * 60)).toBe("not-assessable");
  expect(status([], 26 * 60)).toBe("not-assessable");
});

test("before the start it is not assessable", () => {
  expect(assessLungTrapping(foldInfusion(exampleInfusionId, [air]), exampleProtocol, at(0)).status).toBe("not-assessable");
});
