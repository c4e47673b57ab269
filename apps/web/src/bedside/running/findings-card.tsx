import { assessInfusionEvents, assessLungTrapping, listUngraded, proposeGrades, type InfusionEventFinding } from "@stroma/domain";
import { useMemo } from "react";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Folded } from "../../ui/folded.tsx";
import { Card } from "../../ui/page.tsx";
import { useDay } from "../day.tsx";
import { wordedReason } from "../worded.ts";
import { GradeProposals } from "./grade-proposals.tsx";

const tones: Readonly<Record<InfusionEventFinding["status"], Tone>> = { met: "critical", "not-met": "good", open: "info", "not-assessable": "warning" };

/** What the rules recognise: proposals of grades, infusion events by each rule set, cells held back in the lung. */
export function FindingsCard() {
  const { state, context, at, timeZone } = useDay();
  const judgedAt = judgementTime(at, state.events.at(-1)?.clinicalTime ?? null);
  const found = useMemo(
    () => ({
      proposals: proposeGrades(state, context.protocol, judgedAt),
      ungraded: listUngraded(state, context.protocol, judgedAt),
      sets: context.protocol.infusionEvents.map((set) => ({ set, findings: assessInfusionEvents(state, set, judgedAt) })),
      lung: assessLungTrapping(state, context.protocol, judgedAt),
    }),
    [state, context.protocol, judgedAt],
  );
  if (state.starts.length === 0) return null;
  return (
    <Card title={t("findings.title")}>
      <GradeProposals proposals={found.proposals} />
      <Folded title={t("findings.not-graded", { count: found.ungraded.length })}>
        <ul className="stack-tight">{found.ungraded.map((reason) => <li key={`${reason.code} ${reason.path}`}>{wordedReason(reason, at, timeZone).message}</li>)}</ul>
      </Folded>
      {found.sets.map(({ set, findings }) => (
        <section key={set.id} className="stack-tight">
          <h3 className="row">{t("findings.rules-title", { title: set.title, edition: set.edition })} {set.standIn && <Badge tone="warning">{t("findings.rules-stand-in")}</Badge>}</h3>
          {set.standIn && <p className="small soft">{t("findings.rules-stand-in-meaning")}</p>}
          <Counts findings={findings} />
          {findings.filter((one) => one.status === "met").map((one) => <Finding key={one.ruleId} finding={one} />)}
          <Folded title={t("findings.all-rules", { count: findings.length })}><ul className="quiet-list stack-tight">{findings.map((one) => <li key={one.ruleId}><Finding finding={one} /></li>)}</ul></Folded>
        </section>
      ))}
      <section className="stack-tight">
        <h3 className="row">{t("findings.lung")} <Badge tone={tones[found.lung.status]}>{t(`finding-status.${found.lung.status}`)}</Badge></h3>
        <Folded title={t("findings.criteria", { count: found.lung.criteria.length })}>
          <ul className="quiet-list stack-tight">
            {found.lung.criteria.map((one) => <li key={one.id} className="stack-tight"><span className="row"><Badge tone={tones[one.status]}>{t(`finding-status.${one.status}`)}</Badge><strong>{t(`lung-criterion.${one.id}`)}</strong></span>{one.reasons.map((reason) => <span key={reason.code} className="small">{wordedReason(reason, at, timeZone).message}</span>)}</li>)}
          </ul>
        </Folded>
      </section>
    </Card>
  );
}

/** Judged at each new fact and at each full minute, not at each second; never later than now. */
function judgementTime(at: string, newest: string | null): string {
  const minute = `${at.slice(0, 16)}:00.000Z`;
  return newest !== null && newest > minute && newest <= at ? newest : minute;
}

function Counts({ findings }: { readonly findings: readonly InfusionEventFinding[] }) {
  return (
    <span className="row">
      {(["met", "not-assessable", "open", "not-met"] as const).map((status) => {
        const count = findings.filter((one) => one.status === status).length;
        return count === 0 ? null : <Badge key={status} tone={tones[status]}>{t(`finding-count.${status}`, { count })}</Badge>;
      })}
    </span>
  );
}

function Finding({ finding }: { readonly finding: InfusionEventFinding }) {
  const { at, timeZone } = useDay();
  return (
    <div className="stack-tight">
      <span className="row">
        <Badge tone={tones[finding.status]}>{t(`finding-status.${finding.status}`)}</Badge>
        <strong>{finding.title}</strong>
        {finding.at !== null && <span className="small">{t("findings.at", { at: formatTime(finding.at, timeZone) })}</span>}
        {finding.status !== "met" && finding.closesAt !== null && <span className="small soft">{t("findings.until", { at: formatTime(finding.closesAt, timeZone) })}</span>}
      </span>
      {finding.status !== "open" && finding.reasons.map((reason) => <span key={`${reason.code} ${reason.path}`} className="small">{wordedReason(reason, at, timeZone).message}</span>)}
    </div>
  );
}
