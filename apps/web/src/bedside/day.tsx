/** Everything that the parts of the bedside look at, assessed again each second and at every event. */
import { assessAlarms, assessMonitoring, deriveClocks, type Alarm, type Clocks, type InfusionState, type MonitoringAssessment, type Role } from "@stroma/domain";
import type { OperationAnswer } from "@stroma/api";
import { createContext, useContext, useEffect, useMemo, type ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { useNow } from "../session/use-now.ts";
import type { Infusion } from "./feed/use-infusion.ts";
import { keepInfusionName, keepTimeZone } from "./site-zone.ts";

export type InfusionContext = OperationAnswer<"readInfusion">;

export interface Day {
  readonly infusion: Infusion;
  readonly state: InfusionState;
  readonly context: InfusionContext;
  /** The server's time, as an instant. */
  readonly at: string;
  readonly monitoring: MonitoringAssessment;
  readonly alarms: readonly Alarm[];
  readonly clocks: Clocks;
  readonly personId: string | null;
  readonly roles: readonly Role[];
  /** May this person record facts? */
  readonly mayRecord: boolean;
  readonly nameOf: (personId: string) => string;
  readonly timeZone: string | undefined;
}

const DayContext = createContext<Day | null>(null);
const names = new Map<string, string>();

export function DayProvider({ infusion, state, context, children }: { readonly infusion: Infusion; readonly state: InfusionState; readonly context: InfusionContext; readonly children: ReactNode }) {
  const { person, site, answer, may } = useSession();
  const now = useNow(1000);
  const at = new Date(Math.floor(now / 1000) * 1000).toISOString();
  for (const one of context.people) names.set(one.id, one.displayName);
  for (const one of answer?.examplePeople ?? []) names.set(one.id, one.displayName);
  if (person !== null) names.set(person.id, person.displayName);
  const { number, synthetic } = context.participant;
  useEffect(() => keepInfusionName(context.infusion.id, { number, synthetic }), [context.infusion.id, number, synthetic]);
  const day = useMemo<Day>(() => {
    // An event of this very second may lie after the second's beginning: judge at its end.
    const instant = laterOf(at, state.events.at(-1)?.clinicalTime ?? at);
    const monitoring = assessMonitoring(state, context.protocol, instant);
    return {
      infusion, state, context, at: instant, monitoring,
      alarms: assessAlarms(state, context.protocol, context.bags, instant, monitoring),
      clocks: deriveClocks(state, context.protocol, context.bags, instant),
      personId: person?.id ?? null,
      roles: site?.roles ?? [],
      mayRecord: may("recordEvents"),
      nameOf: (id) => names.get(id) ?? t(id === "unsigned" ? "bedside.unsigned" : "bedside.name-unknown"),
      timeZone: keepTimeZone(site?.timeZone),
    };
  }, [infusion, state, context, at, person, site, may]);
  return <DayContext value={day}>{children}</DayContext>;
}

/** The newest event may be up to a second ahead of the tick; one that lies further ahead is not yet true. */
function laterOf(tick: string, event: string): string {
  return event > tick && Date.parse(event) - Date.parse(tick) < 1500 ? event : tick;
}

export function useDay(): Day {
  const day = useContext(DayContext);
  if (day === null) throw new Error("useDay stands outside DayProvider");
  return day;
}
