/** Infusions: plan, read, facts, commands. */
import { asKnownAt, decideStart, foldInfusion, redactIdentity } from "@stroma/domain";
import { checkClockSkew } from "../commands/check-clock-skew.ts";
import { commandInfusion } from "../commands/command-infusion.ts";
import { found } from "../commands/command-context.ts";
import { describeDecision } from "../commands/describe-decision.ts";
import type { KeptFacts } from "../commands/keep-facts.ts";
import { loadStartContext } from "../commands/load-start-context.ts";
import { planInfusion } from "../commands/plan-infusion.ts";
import { recordEvents } from "../commands/record-events.ts";
import type { RecordedEvents } from "../commands/record-events.ts";
import { recordGatewayVitalSigns } from "../commands/record-gateway-vital-signs.ts";
import { reserveBags } from "../commands/reserve-bags.ts";
import { reviewDeviation } from "../commands/review-deviation.ts";
import { startInfusion } from "../commands/start-infusion.ts";
import type { CarriedOut } from "../commands/start-infusion.ts";
import { stopInfusion } from "../commands/stop-infusion.ts";
import { register, type RouteApp } from "../http/register.ts";
import { liveOf } from "../live/live.ts";
import { findEvents } from "../store/infusion-event-store.ts";
import { findInfusion, findInfusions } from "../store/infusion-store.ts";
import { commandOf } from "./command-of.ts";
import { readInfusion } from "./read-infusion.ts";
import { infusionRow } from "./rows.ts";

export function addInfusionRoutes(app: RouteApp): void {
  const { parts } = app;
  const { store, clock } = parts;
  const committed = (siteId: string, infusionId: string, facts: KeptFacts) =>
    liveOf(parts).committed({ siteId, infusionId, events: facts.kept, changed: facts.courseChanged ? ["context", "deviations"] : [] });
  const contextChanged = (siteId: string, infusionId: string) => liveOf(parts).committed({ siteId, infusionId, events: [], changed: ["context"] });
  const answered = (siteId: string, infusionId: string, recorded: RecordedEvents) => {
    committed(siteId, infusionId, recorded.facts);
    return { results: recorded.results, serverTime: clock.now() };
  };
  const accepted = (siteId: string, infusionId: string, carried: CarriedOut) => {
    committed(siteId, infusionId, carried.facts);
    return { decision: describeDecision(carried.decision), event: carried.event };
  };

  register(app, "listInfusions", ({ siteId }) => store.read(siteId, async (tx) => ({ infusions: (await findInfusions(tx, siteId)).map(infusionRow) })));
  register(app, "planInfusion", async (input) => {
    const infusion = await planInfusion(commandOf(parts, input), input.body);
    contextChanged(input.siteId, infusion.id);
    return { infusion: infusionRow(infusion) };
  });
  register(app, "readInfusion", ({ siteId, params, query, session, now }) => {
    const position = liveOf(parts).hub.position();
    return store.read(siteId, (tx) => readInfusion(tx, { siteId, infusionId: params.infusionId, viewerId: session.person?.id ?? null, asOf: query.asOf ?? null, columns: query.series === "columns", now, position, clock }));
  });
  register(app, "reserveBags", async (input) => {
    const infusion = await reserveBags(commandOf(parts, input), input.params.infusionId, input.body.bagIds);
    contextChanged(input.siteId, infusion.id);
    return { infusion: infusionRow(infusion) };
  });

  register(app, "recordEvents", async (input) => {
    checkClockSkew(input.body.sentAt, input.now, clock.speed);
    const { infusionId } = input.params;
    return answered(input.siteId, infusionId, await recordEvents(commandOf(parts, input), infusionId, input.body.events));
  });
  register(app, "recordGatewayVitalSigns", async (input) => {
    checkClockSkew(input.body.sentAt, input.now, clock.speed);
    const { infusionId, batches } = input.body;
    return answered(input.siteId, infusionId, await recordGatewayVitalSigns(commandOf(parts, input), infusionId, batches));
  });
  register(app, "readStartDecision", ({ siteId, params, session, now }) =>
    store.read(siteId, async (tx) => {
      const infusion = found(await findInfusion(tx, siteId, params.infusionId));
      const events = redactIdentity(asKnownAt(await findEvents(tx, siteId, infusion.id), now), session.person?.id ?? null);
      const state = foldInfusion(infusion.id, events);
      return { decision: describeDecision(decideStart(state, await loadStartContext(tx, siteId, infusion, state, now))) };
    }),
  );
  register(app, "startInfusion", async (input) => {
    checkClockSkew(input.body.sentAt, input.now, clock.speed);
    return accepted(input.siteId, input.params.infusionId, await startInfusion(commandOf(parts, input), input.params.infusionId, input.body.event));
  });
  register(app, "commandInfusion", async (input) => {
    checkClockSkew(input.body.sentAt, input.now, clock.speed);
    return accepted(input.siteId, input.params.infusionId, await commandInfusion(commandOf(parts, input), input.params.infusionId, input.body.event));
  });
  // No question of clock skew: a stop is recorded whatever the tablet's clock says.
  register(app, "stopInfusion", async (input) => answered(input.siteId, input.params.infusionId, await stopInfusion(commandOf(parts, input), input.params.infusionId, input.body)));
  register(app, "reviewDeviation", async (input) => {
    await reviewDeviation(commandOf(parts, input), input.params.infusionId, input.params.deviationId, input.body);
    liveOf(parts).committed({ siteId: input.siteId, infusionId: input.params.infusionId, events: [], changed: ["deviations"] });
    return {};
  });
}
