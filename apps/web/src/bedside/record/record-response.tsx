import { assessInfusionEvents, assessLungTrapping, assessPathways, listUngraded, proposeGrades } from "@stroma/domain";
import { formatQuantity } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Pairs, Rows, Section } from "./record-parts.tsx";
import { reasonsText, timeText, type RecordData } from "./record-data.ts";

/** Response pathways, infusion-associated events by each rule set, graded adverse events. */
export function RecordResponse({ data }: { readonly data: RecordData }) {
  const { state, protocol, now } = data;
  const trapping = assessLungTrapping(state, protocol, now);
  const when = (at: string | null) => (at === null ? t("ui.none") : timeText(data, at));
  return (
    <Section title={t("record.response")}>
      {state.pathways.length === 0 && <p className="record-none"><strong>{t("record.pathways")}</strong>: {t("record.none")}</p>}
      {assessPathways(state, protocol, now).map((pathway) => {
        const opened = state.pathways.find((one) => one.openedBy === pathway.openedBy);
        return (
          <div key={pathway.openedBy}>
            <Pairs pairs={[[t("record.pathway"), pathway.title], [t("record.column.opened"), when(pathway.openedAt)], [t("ui.reason"), opened?.reason ?? t("ui.unknown")], [t("record.column.closed"), pathway.closedAt === null ? t("record.still-open") : t("record.closed", { time: when(pathway.closedAt), conclusion: pathway.conclusion ?? "" })]]} />
            <Rows
              caption={t("record.pathway-steps", { pathway: pathway.title })}
              head={[t("record.column.step"), t("record.column.state"), t("record.column.time"), t("record.column.person"), t("record.column.remark")]}
              rows={pathway.steps.map(({ step, state: standing, lastDoneAt }) => {
                const last = opened?.steps.findLast((event) => event.data.stepId === step.id);
                return { key: step.id, cells: [step.text, t(`record.step.${standing}`), when(last?.clinicalTime ?? lastDoneAt), last === undefined ? t("ui.none") : data.nameOf(last.authorId), last?.data.note ?? ""] };
              })}
            />
          </div>
        );
      })}
      {protocol.infusionEvents.map((ruleSet) => (
        <Rows
          key={ruleSet.id}
          caption={t(ruleSet.standIn ? "record.rule-set-stand-in" : "record.rule-set", { title: ruleSet.title, edition: ruleSet.edition })}
          head={[t("record.column.event"), t("record.column.result"), t("record.column.window"), t("record.column.because")]}
          rows={assessInfusionEvents(state, ruleSet, now).map((finding) => ({ key: finding.ruleId, cells: [finding.title, <strong key="s">{t(`record.finding.${finding.status}`)}</strong>, finding.closesAt === null ? t("record.not-begun") : t("record.window-until", { time: when(finding.closesAt) }), reasonsText(data, finding.reasons)] }))}
        />
      ))}
      <Pairs pairs={[[t("record.lung-trapping"), t("record.trapping-value", { status: t(`record.finding.${trapping.status}`), because: reasonsText(data, trapping.reasons) })]]} />
      <Rows
        caption={t("record.grades")}
        head={[t("record.column.term"), t("record.column.grade"), t("record.column.onset"), t("record.column.worst"), t("record.column.verdict")]}
        rows={proposeGrades(state, protocol, now).map((one) => ({ key: one.proposalKey, cells: [t("record.term-edition", { term: one.term, edition: one.edition }), t("record.grade", { grade: one.grade }), when(one.onset), t("record.worst-at", { value: formatQuantity(one.worst), time: when(one.worstAt) }), one.judgedBy === null ? t("record.verdict.proposed") : t("record.verdict-by", { verdict: t(`record.verdict.${one.standing}`), name: data.nameOf(one.judgedBy.authorId), time: when(one.judgedBy.clinicalTime), note: one.judgedBy.data.note ?? "" })] }))}
      />
      <p className="record-note">{t("record.ungraded", { because: reasonsText(data, listUngraded(state, protocol, now)) })}</p>
    </Section>
  );
}
