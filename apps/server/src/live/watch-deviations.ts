/**
 * Deviations that come by time alone, such as a thaw clock that runs out while nobody enters anything: looked for at every
 * open infusion of every site, whether a browser follows it or not, and opened once through the gate.
 */
import { deriveDeviations } from "@stroma/domain";
import type { Clock } from "../clock.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { openTimedDeviations } from "../commands/open-timed-deviations.ts";
import { findDeviations } from "../store/deviation-store.ts";
import { findWristbandCodes } from "../store/participant-store.ts";
import { findSites } from "../store/site-store.ts";
import type { Actor, Store } from "../store/store.ts";
import type { Ticker } from "../ticker.ts";
import type { InfusionNotice } from "./live-hub.ts";
import type { LiveInfusion, LiveInfusions } from "./live-infusions.ts";

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly infusions: LiveInfusions;
  readonly ticker: Ticker;
  readonly committed: (notice: InfusionNotice) => void;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds of real time. */
const lookEvery = 5_000;
const system: Actor = { personId: null, displayName: "Stroma", role: "system", roles: [], delegations: [], deviceId: null };

/** Returns how to stop; settles when nothing is under way any more. */
export function watchDeviations(parts: Parts): () => Promise<void> {
  const { store, clock, infusions } = parts;
  /** Keys that are open or reviewed already, by infusion. */
  const known = new Map<string, Set<string>>();
  let running: Promise<void> | null = null;

  const lookAtInfusion = async (siteId: string, live: LiveInfusion, wristbandCode: string) => {
    const { id } = live.record;
    const now = clock.now();
    const keys = known.get(id) ?? new Set((await store.read(siteId, (tx) => findDeviations(tx, siteId, id))).map((one) => one.key));
    known.set(id, keys);
    const derived = deriveDeviations(live.fold.state(), { protocol: live.protocol, participant: { wristbandCode }, bags: live.bags, now });
    if (derived.every((one) => keys.has(one.key))) return;
    const context: CommandContext = { store, siteId, actor: system, now, newId: parts.newId };
    const opened = await openTimedDeviations(context, live.record);
    for (const key of opened.standing) keys.add(key);
    if (opened.count > 0) parts.committed({ siteId, infusionId: id, events: [], changed: ["deviations"] });
  };
  const lookAtSite = async (siteId: string) => {
    const all = await infusions.all(siteId);
    if (all.length === 0) return;
    const codes = await store.read(siteId, (tx) => findWristbandCodes(tx, siteId, all.map((live) => live.record.participantId)));
    // One infusion that cannot be looked at must not hide the others.
    for (const live of all) await lookAtInfusion(siteId, live, codes.get(live.record.participantId) ?? "").catch(parts.onError);
  };
  const look = async () => {
    for (const site of await store.auth(findSites)) await lookAtSite(site.id).catch(parts.onError);
  };
  const stop = parts.ticker(lookEvery, () => {
    running ??= look().catch(parts.onError).finally(() => {
      running = null;
    });
  });
  return async () => {
    stop();
    await running;
  };
}
