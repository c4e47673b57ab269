import type { BagCourse } from "@stroma/domain";
import { useState } from "react";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge, Notice } from "../../ui/badge.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { Card } from "../../ui/page.tsx";
import { useDay, type InfusionContext } from "../day.tsx";

type Bag = InfusionContext["bags"][number];

/** The bags of this infusion: received, thawed, spiked, resuspended, each with its time. */
export function BagsCard() {
  const { context, state } = useDay();
  const bags = context.bags.filter((bag) => bag.reservedForInfusionId === state.infusionId || state.bags.has(bag.id));
  return (
    <section id="place-bags" tabIndex={-1}>
      <Card title={t("product.title")}>
        {bags.length === 0 && (
          <Notice tone="warning">
            <strong>{t("product.none")}</strong>
            <span><ButtonLink to="/participants/$participantId" params={{ participantId: context.participant.id }}>{t("product.reserve")}</ButtonLink></span>
          </Notice>
        )}
        <ul className="quiet-list stack">
          {bags.map((bag) => <BagRow key={bag.id} bag={bag} course={state.bags.get(bag.id) ?? null} />)}
        </ul>
      </Card>
    </section>
  );
}

function BagRow({ bag, course }: { readonly bag: Bag; readonly course: BagCourse | null }) {
  const { infusion, mayRecord, timeZone } = useDay();
  const [isReceiving, setReceiving] = useState(false);
  const act = (type: "bag-thawed" | "bag-spiked" | "bag-resuspended") => void infusion.record(type, { bagId: bag.id });
  const thawedAt = course?.thawedAt ?? bag.thawedAt;
  const steps = [
    { id: "received", at: course?.receivedAt ?? null, onPress: () => setReceiving(true), again: false },
    { id: "thawed", at: thawedAt, onPress: () => act("bag-thawed"), again: false },
    { id: "resuspended", at: course?.resuspendedAt ?? null, onPress: () => act("bag-resuspended"), again: true },
    { id: "spiked", at: course?.spikedAt ?? null, onPress: () => act("bag-spiked"), again: false },
  ] as const;
  return (
    <li className="bag">
      <div className="spread">
        <strong className="mono bag-code">{bag.code}</strong>
        <span className="row">
          <MeasuredQuantity quantity={bag.volume} />
          <MeasuredQuantity quantity={bag.viableCells} />
          <Badge icon="bag" tone={bag.state === "quarantined" || bag.state === "destroyed" ? "critical" : "neutral"}>{t(`bag-state.${bag.state}`)}</Badge>
          {course?.condition === "damaged" && <Badge tone="critical">{t("product.damaged")}</Badge>}
        </span>
      </div>
      <div className="bag-steps">
        {steps.map((step) => (
          <div key={step.id} className="bag-step">
            {step.at === null ? <span className="small soft">{t("product.not-yet")}</span> : <Badge tone="good">{t(`product.${step.id}`, { at: formatTime(step.at, timeZone) })}</Badge>}
            {step.at === null || step.again ? <Button isDisabled={!mayRecord} aria-label={t("product.act-on", { action: t(`product.${step.id}-action`), code: bag.code })} onPress={step.onPress}>{t(`product.${step.id}-action`)}</Button> : null}
          </div>
        ))}
      </div>
      {isReceiving && <ReceiveDialog bag={bag} onClose={() => setReceiving(false)} />}
    </li>
  );
}

function ReceiveDialog({ bag, onClose }: { readonly bag: Bag; readonly onClose: () => void }) {
  const { infusion } = useDay();
  const [condition, setCondition] = useState<"intact" | "damaged" | null>(null);
  const [from, setFrom] = useState("");
  const submit = () => {
    if (condition === null) return;
    void infusion.record("bag-received", { bagId: bag.id, condition, ...(from.trim() !== "" && { fromPersonName: from.trim() }) });
    onClose();
  };
  return (
    <FormDialog title={t("product.receive-title", { code: bag.code })} isOpen onClose={onClose} submitText={t("product.received-action")} isPending={false} error={null} isComplete={condition !== null} onSubmit={submit}>
      <Choice label={t("product.condition")} options={[{ id: "intact", title: t("product.intact") }, { id: "damaged", title: t("product.damaged") }]} value={condition} onChange={setCondition} />
      <Field label={t("product.from")} value={from} onChange={setFrom} maxLength={200} />
    </FormDialog>
  );
}
