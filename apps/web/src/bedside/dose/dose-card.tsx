import { deriveRateRange, type DosePlan, type Quantity } from "@stroma/domain";
import { useMemo, useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { formatNumber } from "../../i18n/format.ts";
import { Badge, Notice } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import { Card } from "../../ui/page.tsx";
import { ReasonLines } from "../reason-lines.tsx";
import { Said } from "../checklist/checklist-row.tsx";
import { useDay } from "../day.tsx";
import { wordedReason } from "../worded.ts";
import { DoseFigures } from "./dose-figures.tsx";
import { useDosePlan } from "./use-dose-plan.ts";

/** What is given, how fast, and every limit that it has to keep. Confirming it is a person's act. */
export function DoseCard() {
  const { state, at, timeZone } = useDay();
  const confirmed = state.doseConfirmed;
  const [entered, setEntered] = useState<number | null>(null);
  const rate = useMemo<Quantity | null>(() => (entered !== null && entered > 0 ? { value: entered, unit: "mL/min" } : (confirmed?.value.rate ?? null)), [entered, confirmed]);
  const plan = useDosePlan(rate);
  const bare = useDosePlan(null);
  return (
    <section id="place-dose" tabIndex={-1}>
      <Card title={t("dose.title")} actions={confirmed === null ? <Badge tone="warning">{t("dose.not-confirmed")}</Badge> : <Badge tone="good">{t("dose.confirmed")}</Badge>}>
        {confirmed !== null && <p className="row"><strong>{t("dose.confirmed-rate")}</strong><MeasuredQuantity quantity={confirmed.value.rate} /><Said at={confirmed.at} authorId={confirmed.authorId} late={confirmed.late} /></p>}
        {plan.assessable ? (
          <>
            <DoseFigures plan={plan.value} />
            <RateEntry plan={bare.assessable ? bare.value : plan.value} entered={entered} onEnter={setEntered} />
            <ConfirmDose plan={plan.value} entered={entered} onDone={() => setEntered(null)} />
          </>
        ) : (
          <Notice tone="warning">
            <strong>{t("dose.not-assessable")}</strong>
            <ReasonLines reasons={plan.because.map((reason) => wordedReason(reason, at, timeZone))} kind="unmet" />
            {entered !== null && <Button onPress={() => setEntered(null)}>{t("dose.clear-rate")}</Button>}
          </Notice>
        )}
      </Card>
    </section>
  );
}

function RateEntry({ plan, entered, onEnter }: { readonly plan: DosePlan; readonly entered: number | null; readonly onEnter: (rate: number | null) => void }) {
  const { context, at, timeZone, mayRecord } = useDay();
  const range = useMemo(() => deriveRateRange(plan, context.protocol), [plan, context.protocol]);
  if (!range.assessable) return <Notice tone="critical"><strong>{t("dose.no-range")}</strong><ReasonLines reasons={range.because.map((reason) => wordedReason(reason, at, timeZone))} kind="unmet" /></Notice>;
  const { lowest, highest } = range.value;
  const hint = t("dose.range", {
    low: lowest === null ? t("dose.no-lowest") : `${formatNumber(lowest.rate.value, 3)} (${t(`limit.${lowest.limitId}`)})`,
    high: highest === null ? t("dose.no-highest") : `${formatNumber(highest.rate.value, 3)} (${t(`limit.${highest.limitId}`)})`,
  });
  return <NumberWithUnit label={t("dose.rate")} hint={hint} unit="mL/min" value={entered} onChange={onEnter} digits={3} low={lowest?.rate.value} high={highest?.rate.value} isDisabled={!mayRecord} />;
}

function ConfirmDose({ plan, entered, onDone }: { readonly plan: DosePlan; readonly entered: number | null; readonly onDone: () => void }) {
  const { infusion, state, mayRecord } = useDay();
  const { rate } = plan;
  const broken = plan.verdicts.filter((verdict) => verdict.verdict !== "within");
  const isAllowed = rate !== null && broken.length === 0 && plan.weightDecision.outcome === "allowed";
  const confirm = () => {
    if (rate === null) return;
    void infusion.record("dose-confirmed", { doseLevel: plan.doseLevel.level, cells: plan.cellsNeeded, volume: plan.volume, rate, bagIds: plan.bags.map((bag) => bag.bagId), weight: plan.actualWeight });
    onDone();
  };
  return (
    <>
      {!isAllowed && <p className="row"><Badge tone="warning">{t("dose.cannot-confirm")}</Badge><span>{t(rate === null ? "dose.enter-rate" : broken.length > 0 ? "dose.limit-broken" : "dose.weight-open")}</span></p>}
      <div className="row-end">
        <Button variant="primary" size="bedside" icon="check" isDisabled={!mayRecord || !isAllowed || (state.doseConfirmed !== null && entered === null)} onPress={confirm}>{t(state.doseConfirmed === null ? "dose.confirm" : "dose.confirm-again")}</Button>
      </div>
    </>
  );
}
