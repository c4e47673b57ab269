import { deriveGiven } from "@stroma/domain";
import { useMemo, useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { Card, Facts } from "../../ui/page.tsx";
import { useDay } from "../day.tsx";
import { BagFinishedDialog } from "./bag-finished-dialog.tsx";
import { PauseDialog } from "./pause-dialog.tsx";
import { RateDialog } from "./rate-dialog.tsx";

type Open = "rate" | "pause" | "resume" | "finished" | null;

/** What flows: bag, rate, volume and cells given so far; and what may be changed. */
export function FlowCard() {
  const { state, context, infusion, mayRecord, at, alarms } = useDay();
  const [open, setOpen] = useState<Open>(null);
  const given = useMemo(() => deriveGiven(state, context.bags, state.weight?.value ?? null, at), [state, context.bags, at]);
  if (state.starts.length === 0) return null;
  const interval = state.rates.at(-1) ?? null;
  const bagId = interval?.bagId ?? state.starts.at(-1)?.bagId ?? null;
  const bag = context.bags.find((one) => one.id === bagId) ?? null;
  const isFinished = bagId !== null && (state.bags.get(bagId)?.finishedAt ?? null) !== null;
  const bagIds = state.doseConfirmed?.value.bagIds ?? [];
  const isLast = bagIds.every((id) => (state.bags.get(id)?.startedAt ?? null) !== null);
  const isCritical = alarms.some((alarm) => alarm.severity === "critical");
  const isFlowing = state.phase === "running" || state.phase === "paused";
  return (
    <Card title={t("flow.title")} actions={state.phase === "paused" ? <Badge tone="warning" icon="pause">{t("infusion-phase.paused")}</Badge> : null}>
      <div className="figures">
        <Figure name={t("flow.rate")}>{state.phase === "running" && !isFinished ? <MeasuredQuantity quantity={interval?.rate} /> : <span className="soft">{t("flow.none")}</span>}</Figure>
        <Figure name={t("flow.volume")}><MeasuredQuantity quantity={given.volume} digits={3} /></Figure>
        <Figure name={t("flow.cells")}>{given.cells.assessable ? <MeasuredQuantity quantity={given.cells.value} digits={3} /> : <span className="unknown">{t("ui.unknown")}</span>}</Figure>
        <Figure name={t("flow.cells-per-kg")}>{given.cellsPerKg.assessable ? <MeasuredQuantity quantity={given.cellsPerKg.value} digits={3} /> : <span className="unknown">{t("ui.unknown")}</span>}</Figure>
      </div>
      <Facts facts={[[t("start.bag"), <span key="b" className="row"><span className="mono">{bag?.code ?? t("ui.unknown")}</span>{isFinished && <Badge tone="good">{t("flow.finished")}</Badge>}</span>], [t("flow.planned"), <MeasuredQuantity key="v" quantity={state.doseConfirmed?.value.volume} digits={4} />]]} />
      {isFlowing && (
        <div className="flow-actions">
          {state.phase === "running" && <Button size="bedside" icon="pause" isDisabled={!mayRecord} onPress={() => setOpen("pause")}>{t("flow.pause")}</Button>}
          {state.phase === "paused" && <Button size="bedside" icon="play" isDisabled={!mayRecord} onPress={() => setOpen("resume")}>{t("flow.resume")}</Button>}
          {state.phase === "running" && !isFinished && <Button size="bedside" icon="drop" isDisabled={!mayRecord} onPress={() => setOpen("rate")}>{t("flow.change-rate")}</Button>}
          {bagId !== null && <Button size="bedside" isDisabled={!mayRecord} onPress={() => void infusion.record("bag-resuspended", { bagId })}>{t("product.resuspended-action")}</Button>}
          {bagId !== null && !isFinished && <Button size="bedside" icon="bag" isDisabled={!mayRecord} onPress={() => setOpen("finished")}>{t("flow.bag-finished")}</Button>}
          {isFinished && isLast && <Button size="bedside" variant="primary" icon="check" isDisabled={!mayRecord} onPress={() => void infusion.stop({ reason: "completed" })}>{t("flow.complete")}</Button>}
        </div>
      )}
      {isFlowing && <p className="flow-critical unknown">{isCritical && t("flow.critical")}</p>}
      {open === "pause" && <PauseDialog onClose={() => setOpen(null)} />}
      {(open === "rate" || open === "resume") && <RateDialog kind={open} onClose={() => setOpen(null)} />}
      {open === "finished" && bag !== null && <BagFinishedDialog bag={bag} onClose={() => setOpen(null)} />}
    </Card>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="figure">
      <span className="small soft">{name}</span>
      <strong>{children}</strong>
    </div>
  );
}
