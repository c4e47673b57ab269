import { decideWeight, type Quantity } from "@stroma/domain";
import { useState } from "react";
import { formatDateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import { Card, Facts } from "../../ui/page.tsx";
import { ReasonDialog } from "../../ui/reason-dialog.tsx";
import { DecisionLines } from "../reason-lines.tsx";
import { Said } from "../checklist/checklist-row.tsx";
import { useDay } from "../day.tsx";
import { wordedDecision } from "../worded.ts";

/** Weight and height of today. A weight far from the last one needs a person's confirmation. */
export function BodyCard() {
  const { state, context, infusion, mayRecord, at, timeZone } = useDay();
  const [weight, setWeight] = useState<number | null>(null);
  const [height, setHeight] = useState<number | null>(null);
  const [confirming, setConfirming] = useState<Quantity | null>(null);
  const previous = context.participant.lastWeight;
  const known = state.weight;
  const decision = decideWeight(context.protocol, known?.value ?? null, previous?.quantity ?? null, state.weightConfirmed?.value ?? null);
  const needsConfirming = known !== null && decision.reasons.some((reason) => reason.code === "weight-change-unconfirmed" || reason.code === "weight-change-unknown");
  const save = () => {
    void infusion.record("body-measured", { ...(weight !== null && { weight: { value: weight, unit: "kg" } }), ...(height !== null && { height: { value: height, unit: "cm" } }) });
    setWeight(null);
    setHeight(null);
  };
  return (
    <section id="place-weight" tabIndex={-1}>
      <Card title={t("body.title")}>
        <Facts
          facts={[
            [t("body.weight-today"), known === null ? <span key="w" className="unknown">{t("body.not-weighed")}</span> : <span key="w" className="row"><MeasuredQuantity quantity={known.value} /><Said at={known.at} authorId={known.authorId} late={known.late} /></span>],
            [t("body.last-weight"), previous === null ? <span key="l" className="unknown">{t("ui.unknown")}</span> : <span key="l" className="row"><MeasuredQuantity quantity={previous.quantity} /><span className="small soft">{formatDateTime(previous.at, timeZone)}</span></span>],
            [t("body.height"), <MeasuredQuantity key="h" quantity={state.height?.value ?? context.participant.height} />],
          ]}
        />
        {known !== null && <DecisionLines decision={wordedDecision(decision, at, timeZone)} allowedText={t("body.weight-usable")} refusedText={t("body.weight-not-usable")} />}
        {needsConfirming && mayRecord && <Button variant="primary" onPress={() => setConfirming(known.value)}>{t("body.confirm")}</Button>}
        <div className="grid">
          <NumberWithUnit label={t("body.weight")} unit="kg" value={weight} onChange={setWeight} digits={2} isDisabled={!mayRecord} />
          <NumberWithUnit label={t("body.height")} unit="cm" value={height} onChange={setHeight} digits={1} isDisabled={!mayRecord} />
        </div>
        <div className="row-end">
          {state.weightConfirmed !== null && <Badge tone="good">{t("body.confirmed")}</Badge>}
          <Button variant="primary" isDisabled={!mayRecord || (weight === null && height === null)} onPress={save}>{t("body.save")}</Button>
        </div>
        {confirming !== null && (
          <ReasonDialog title={t("body.confirm")} submitText={t("body.confirm")} isPending={false} error={null} onClose={() => setConfirming(null)} onSubmit={(reason) => { void infusion.record("weight-confirmed", { weight: confirming, reason }); setConfirming(null); }}>
            <p>{t("body.confirm-hint")} <strong><MeasuredQuantity quantity={confirming} /></strong></p>
          </ReasonDialog>
        )}
      </Card>
    </section>
  );
}
