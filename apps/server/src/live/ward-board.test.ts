import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { handTicker } from "../../test/hand-ticker.ts";
import { at, eventAt, liveInfusion } from "../../test/live-example.ts";
import { realClock } from "../clock.ts";
import { openLiveHub } from "./live-hub.ts";
import type { LiveInfusion } from "./live-infusions.ts";
import { type BoardChange, openWardBoard } from "./ward-board.ts";

const rate = { value: 2, unit: "mL/min" };
const start = (id: string) => eventAt(id, 0, "infusion-started", { bagId: "bag", rate, authorisationId: null });
const saturation = (id: string, minute: number, value: number) => eventAt(id, minute, "vital-signs-recorded", { method: "device", samples: [{ channel: "oxygen-saturation", value, unit: "%" }] });

function openTestBoard(infusions: Map<string, LiveInfusion>) {
  const time = { minute: 1 };
  const errors: unknown[] = [];
  const hand = handTicker();
  const hub = openLiveHub((error) => errors.push(error), "run-1");
  const board = openWardBoard({
    clock: realClock(() => Date.parse(at(time.minute))), hub, ticker: hand.ticker, onError: (error) => errors.push(error),
    infusions: { all: () => Promise.resolve([...infusions.values()]), append: () => Promise.resolve(null), refresh: () => Promise.resolve(null) },
  });
  const told: BoardChange[] = [];
  const stop = board.follow("site", (change) => told.push(change));
  const commit = (infusionId: string) => hub.publish({ siteId: "site", infusionId, events: [], changed: ["context"] });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { board, hand, time, told, errors, stop, commit, settle, rows: () => told.flatMap((change) => change.rows) };
}

describe("the ward board", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("tells an alarm by the commit that brings it, without any tick", async () => {
    const infusions = new Map([["one", liveInfusion("one", [start("one"), saturation("one", 1, 98)])]]);
    const test = openTestBoard(infusions);
    infusions.get("one")?.fold.append([saturation("one", 1.5, 61)]);
    test.time.minute = 1.5;
    test.commit("one");
    await test.settle();
    expect(test.rows().flatMap((row) => row.alarms).filter((alarm) => alarm.severity === "critical").map((alarm) => alarm.channel)).toContain("oxygen-saturation");
  });

  it("tells what time alone changes at the next tick, and nothing where nothing changed", async () => {
    const test = openTestBoard(new Map([["one", liveInfusion("one", [start("one"), saturation("one", 1, 98)])]]));
    test.hand.tick();
    await test.settle();
    expect(test.told).toHaveLength(1);
    test.hand.tick();
    await test.settle();
    expect(test.told).toHaveLength(1);
    test.time.minute = 24 * 60;
    test.hand.tick();
    await test.settle();
    expect(test.rows().at(-1)?.alarms.length).toBeGreaterThan(0);
  });

  it("computes a row that changes many times at once at the first change and once more after a tenth of a second", async () => {
    const infusions = new Map([["one", liveInfusion("one", [start("one")])]]);
    const test = openTestBoard(infusions);
    for (let changes = 0; changes < 50; changes += 1) {
      infusions.set("one", liveInfusion("one", [start("one")], { openDeviations: changes }));
      test.commit("one");
      await test.settle();
    }
    expect(test.told).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(test.rows().map((row) => row.openDeviations)).toEqual([0, 49]);
  });

  it("says which infusion has left it", async () => {
    const infusions = new Map([["one", liveInfusion("one", [start("one")])]]);
    const test = openTestBoard(infusions);
    test.hand.tick();
    await test.settle();
    infusions.clear();
    test.hand.tick();
    await test.settle();
    expect(test.told.at(-1)).toEqual({ rows: [], removed: ["one"] });
  });

  it("tells the others when one follower fails, and nobody who has stopped", async () => {
    const test = openTestBoard(new Map([["one", liveInfusion("one", [start("one")])]]));
    const failure = new Error("a broken browser");
    test.stop();
    test.board.follow("site", () => {
      throw failure;
    });
    let heard = 0;
    test.board.follow("site", () => (heard += 1));
    test.hand.tick();
    await test.settle();
    expect([heard, test.told, test.errors]).toEqual([1, [], [failure]]);
  });

  it("gives all rows in the order of the participants' numbers", async () => {
    const test = openTestBoard(new Map(["b", "a"].map((id) => [id, liveInfusion(id, [])])));
    expect((await test.board.rows("site")).map((row) => row.participantNumber)).toEqual(["S-a", "S-b"]);
  });
});
