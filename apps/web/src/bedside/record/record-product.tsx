import { assessIdentity, deriveGiven } from "@stroma/domain";
import { formatDateTime, formatNumber, formatQuantity } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { Pairs, Rows, Section } from "./record-parts.tsx";
import { timeText, type RecordData } from "./record-data.ts";

/** Dose, lots, bags, and who checked the identity. */
export function RecordProduct({ data }: { readonly data: RecordData }) {
  const { context, state, now } = data;
  const dose = state.doseConfirmed;
  const weight = dose?.value.weight ?? state.weight?.value ?? null;
  const given = deriveGiven(state, context.bags, weight, now);
  const perKg = given.cellsPerKg;
  const passes = context.bags.flatMap((bag) => assessIdentity(state, context.participant, bag).passes.map((one) => ({ bag, ...one })));
  const withheld = state.identityPasses.filter((pass) => pass.withheld).length;
  const known = (at: string | null) => (at === null ? t("ui.none") : timeText(data, at));
  return (
    <Section title={t("record.product")}>
      <Pairs
        pairs={[
          [t("record.dose-plan"), dose === null ? t("record.dose-unconfirmed") : t("record.dose-value", { level: dose.value.doseLevel, cells: formatQuantity(dose.value.cells), volume: formatQuantity(dose.value.volume), rate: formatQuantity(dose.value.rate), weight: formatQuantity(dose.value.weight) })],
          [t("record.dose-confirmed"), dose === null ? t("ui.none") : t("record.by-at", { name: data.nameOf(dose.authorId), time: timeText(data, dose.at) })],
          [t("record.volume-given"), <MeasuredQuantity key="v" quantity={state.starts.length === 0 ? null : given.volume} />],
          [t("record.cells-given"), given.cells.assessable && state.starts.length > 0 ? <MeasuredQuantity key="c" quantity={given.cells.value} digits={4} /> : t("record.not-assessable")],
          [t("record.cells-per-kg"), perKg.assessable && state.starts.length > 0 ? <MeasuredQuantity key="k" quantity={perKg.value} digits={4} /> : t("record.not-assessable")],
          [t("record.line"), state.line === null ? t("record.none") : t("record.line-value", { access: t(`record.access.${state.line.value.access}`), filter: state.line.value.filter.present ? (state.line.value.filter.poreSize === undefined ? t("ui.yes") : formatQuantity(state.line.value.filter.poreSize)) : t("ui.no") })],
        ]}
      />
      <Rows
        caption={t("record.lots")}
        head={[t("record.column.lot"), t("record.column.tissue"), t("record.column.passage"), t("record.column.carrier"), t("record.column.expires"), t("record.column.release")]}
        rows={context.lots.map((lot) => ({ key: lot.id, cells: [lot.code, t(`tissue.${lot.sourceTissue}`), lot.passage === null ? t("ui.unknown") : formatNumber(lot.passage), lot.carrier, lot.expiresAt === null ? t("ui.unknown") : formatDateTime(lot.expiresAt, data.timeZone), lot.release === null ? t("record.not-released") : t("record.released", { kind: t(`record.release.${lot.release.kind}`), name: lot.release.signedBy, time: formatDateTime(lot.release.signedAt, data.timeZone), reason: lot.release.reason })] }))}
      />
      <Rows
        caption={t("record.bags")}
        head={[t("record.column.bag"), t("record.column.state"), t("record.column.contents"), t("record.column.received"), t("record.column.thawed"), t("record.column.spiked"), t("record.column.started"), t("record.column.finished"), t("record.column.given")]}
        rows={context.bags.map((bag) => {
          const course = state.bags.get(bag.id);
          const flowed = given.bags.find((one) => one.bagId === bag.id);
          const contents = [bag.viableCells, bag.volume].map((one) => (one === null ? t("ui.unknown") : formatQuantity(one))).join(", ");
          const condition = course?.condition == null ? "" : t(`record.condition.${course.condition}`);
          return { key: bag.id, cells: [bag.code, t(`bag-state.${bag.state}`), contents, `${known(course?.receivedAt ?? null)} ${condition}`, known(course?.thawedAt ?? bag.thawedAt), known(course?.spikedAt ?? null), known(course?.startedAt ?? null), known(course?.finishedAt ?? null), flowed === undefined ? t("record.nothing-given") : t(`record.given.${flowed.basis}`, { volume: formatQuantity(flowed.volume) })] };
        })}
      />
      <Rows
        caption={t("record.identity")}
        head={[t("record.column.time"), t("record.column.bag"), t("record.column.person"), t("record.column.method"), t("record.column.wristband"), t("record.column.bag-label")]}
        rows={passes.map(({ bag, pass, wristbandMatches, bagMatches }) => ({ key: pass.eventId, cells: [timeText(data, pass.at), bag.code, data.nameOf(pass.authorId), t(`record.method.${pass.method}`), matchText(wristbandMatches, pass.wristbandCode), matchText(bagMatches, pass.bagCode)] }))}
      />
      {withheld > 0 && <p>{t("record.identity-withheld", { count: withheld })}</p>}
      <Rows caption={t("record.identity-result")} head={[t("record.column.bag"), t("record.column.result")]} rows={context.bags.map((bag) => ({ key: bag.id, cells: [bag.code, t(`record.identity-is.${assessIdentity(state, context.participant, bag).result}`)] }))} />
    </Section>
  );
}

function matchText(matches: boolean, code: string): string {
  return t(matches ? "record.matches" : "record.differs", { code });
}
