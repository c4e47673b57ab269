import { describe, expect, it } from "vitest";
import { findPlace } from "./find-place.ts";

const source = { citation: "test", status: "local-decision" } as const;
const protocol = { checklist: [{ id: "arrival" as const, title: "Arrival", items: [{ id: "oxygen-ready", text: "Oxygen", kind: "confirm" as const, required: true, overrideBy: [], topic: "general" as const, source }] }] };
const place = (code: string, path: string) => findPlace({ code, path }, protocol);

describe("The place where an unmet condition is mended", () => {
  it("is the item itself, in the phase that the protocol gives it", () => {
    expect(place("item-unanswered", "item.oxygen-ready")).toEqual({ kind: "phase", phase: "arrival", elementId: "item-oxygen-ready" });
  });
  it("is nowhere for an item that the protocol does not hold", () => {
    expect(place("item-unanswered", "item.other")).toBeNull();
  });
  it("is the identity check, the line, the dose, the bags, the weight and the baseline", () => {
    expect(place("identity-incomplete", "identity.b1")).toMatchObject({ elementId: "place-identity" });
    expect(place("start-line-unchecked", "line")).toMatchObject({ elementId: "place-line" });
    expect(place("dose-not-confirmed", "dose")).toMatchObject({ elementId: "place-dose" });
    expect(place("start-bag-not-issued", "bag.B-1")).toMatchObject({ elementId: "place-bags" });
    expect(place("weight-missing", "weight")).toMatchObject({ elementId: "place-weight" });
    expect(place("baseline-channel-missing", "baseline.temperature")).toMatchObject({ elementId: "place-vital-signs" });
  });
  it("is another page for consent, eligibility and limits", () => {
    expect(place("consent-missing", "consent")).toEqual({ kind: "participant" });
    expect(place("eligibility-unknown", "eligibility")).toEqual({ kind: "participant" });
    expect(place("start-limits-unconfirmed", "limits")).toEqual({ kind: "limits" });
  });
  it("is nowhere for a time that has to pass", () => {
    expect(place("stagger-not-over", "stagger")).toBeNull();
  });
});
