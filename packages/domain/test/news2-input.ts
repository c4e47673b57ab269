/** A complete NEWS2 input for tests; pass what differs. */
import type { News2Input, TimedValue } from "../src/score/news2.ts";
import type { Quantity } from "../src/quantity/quantity.ts";
import { at } from "./example-event.ts";

export function measurement(value: number, unit: string, minute = 0): TimedValue<Quantity> {
  return { value: { value, unit }, at: at(minute) };
}

const hour = { value: 1, unit: "h" };

/** An adult on room air whose every parameter scores 0. */
export function news2Input(differing: Partial<News2Input> = {}): News2Input {
  return {
    now: at(0),
    age: 60,
    pregnant: false,
    ventilated: false,
    scale: 1,
    scalePrescriber: null,
    respiratoryRate: measurement(16, "/min"),
    oxygenSaturation: measurement(97, "%"),
    onOxygen: { value: false, at: at(0) },
    systolicPressure: measurement(120, "mm[Hg]"),
    pulse: measurement(70, "/min"),
    consciousness: { value: "alert", at: at(0) },
    temperature: measurement(37, "Cel"),
    validity: { "respiratory-rate": hour, "oxygen-saturation": hour, "air-or-oxygen": null, "systolic-pressure": hour, pulse: hour, consciousness: hour, temperature: hour },
    ...differing,
  };
}
