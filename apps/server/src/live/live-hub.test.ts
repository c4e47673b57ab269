import { describe, expect, it } from "vitest";
import { type InfusionNotice, openLiveHub } from "./live-hub.ts";

const notice = (siteId: string, infusionId: string): InfusionNotice => ({ siteId, infusionId, events: [], changed: ["context"] });

describe("notices after a commit", () => {
  it("reach who follows the infusion and who follows its site, and nobody else", () => {
    const heard: string[] = [];
    const hub = openLiveHub(() => undefined, "run-1");
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
    const hub = openLiveHub(() => undefined, "run-1");
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
    const hub = openLiveHub((error) => told.push(error), "run-1");
    const failure = new Error("broken");
    hub.followSite("A", () => {
      throw failure;
    });
    hub.followSite("A", () => (heard += 1));
    expect(() => hub.publish(notice("A", "1"))).not.toThrow();
    expect([heard, told]).toEqual([1, [failure]]);
  });

  it("are told again to who follows from an earlier position, and only those of the infusion", () => {
    const hub = openLiveHub(() => undefined, "run-1");
    hub.publish(notice("A", "1"));
    const before = hub.position();
    const [second, third] = [notice("A", "1"), notice("A", "1")];
    hub.publish(second);
    hub.publish(notice("A", "2"));
    hub.publish(third);
    const heard: InfusionNotice[] = [];
    hub.followInfusion("A", "1", (one) => heard.push(one), before);
    expect(heard).toHaveLength(2);
    expect(heard[0]).toBe(second);
    expect(heard[1]).toBe(third);
    const nothingMissed: InfusionNotice[] = [];
    hub.followInfusion("A", "1", (one) => nothingMissed.push(one), hub.position());
    expect(nothingMissed).toEqual([]);
  });

  it.each(["another-run.0", "run-1.7", "run-1.", "rubbish", "run-1.-3", "run-1.1.5"])("say that everything may have changed where the position %s is not known", (position) => {
    const hub = openLiveHub(() => undefined, "run-1");
    hub.publish(notice("A", "1"));
    const heard: InfusionNotice[] = [];
    hub.followInfusion("A", "1", (one) => heard.push(one), position);
    expect(heard).toEqual([{ siteId: "A", infusionId: "1", events: [], changed: ["context"] }]);
  });

  it("are forgotten after some thousands, and then everything may have changed", () => {
    const hub = openLiveHub(() => undefined, "run-1");
    const before = hub.position();
    for (let count = 0; count < 4_001; count += 1) hub.publish(notice("B", "1"));
    const heard: InfusionNotice[] = [];
    hub.followInfusion("A", "1", (one) => heard.push(one), before);
    expect(heard).toHaveLength(1);
  });
});
