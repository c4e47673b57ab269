import { describe, expect, it } from "vitest";
import { type InfusionNotice, openLiveHub } from "./live-hub.ts";

const notice = (siteId: string, infusionId: string): InfusionNotice => ({ siteId, infusionId, events: [], changed: ["context"] });

describe("notices after a commit", () => {
  it("reach who follows the infusion and who follows its site, and nobody else", () => {
    const heard: string[] = [];
    const hub = openLiveHub(() => undefined);
    hub.followInfusion("A", "1", () => heard.push("infusion 1 at A"));
    hub.followInfusion("A", "2", () => heard.push("infusion 2 at A"));
    hub.followInfusion("B", "1", () => heard.push("infusion 1 at B"));
    hub.followSite("A", () => heard.push("site A"));
    hub.followSite("B", () => heard.push("site B"));
    hub.publish(notice("A", "1"));
    expect(heard).toEqual(["infusion 1 at A", "site A"]);
  });

  it("are heard until one stops following, and stopping twice harms nobody", () => {
    let first = 0;
    let second = 0;
    const hub = openLiveHub(() => undefined);
    const stop = hub.followSite("A", () => (first += 1));
    hub.followSite("A", () => (second += 1));
    hub.publish(notice("A", "1"));
    stop();
    stop();
    hub.publish(notice("A", "1"));
    expect([first, second]).toEqual([1, 2]);
  });

  it("reach the others when one listener fails, and the failure is told", () => {
    const told: unknown[] = [];
    let heard = 0;
    const hub = openLiveHub((error) => told.push(error));
    const failure = new Error("broken");
    hub.followSite("A", () => {
      throw failure;
    });
    hub.followSite("A", () => (heard += 1));
    expect(() => hub.publish(notice("A", "1"))).not.toThrow();
    expect([heard, told]).toEqual([1, [failure]]);
  });
});
