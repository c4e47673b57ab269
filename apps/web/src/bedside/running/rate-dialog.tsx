import { assessRate } from "@stroma/domain";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Field } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { MeasuredQuantity, SourcedNumber } from "../../ui/measured.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import { useDay } from "../day.tsx";
import { useCommand } from "../use-command.ts";

/** Another rate, or the rate after a pause. No rate is proposed; each limit says at once whether it holds. */
export function RateDialog({ kind, onClose }: { readonly kind: "rate" | "resume"; readonly onClose: () => void }) {
  const { state, context } = useDay();
  const [value, setValue] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const change = useCommand("rate-changed", onClose);
  const resume = useCommand("infusion-resumed", onClose);
  const now = state.rates.at(-1)?.rate;
  const rate = value !== null && value > 0 ? { value, unit: "mL/min" } : null;
  const verdicts = rate === null ? [] : assessRate(state, context.protocol, context.bags, rate);
  const submit = () => {
    if (rate === null) return;
    if (kind === "resume") resume.mutate({ rate });
    else change.mutate({ rate, ...(reason.trim() !== "" && { reason: reason.trim() }) });
  };
  const active = kind === "resume" ? resume : change;
  return (
    <FormDialog title={t(kind === "resume" ? "flow.resume" : "flow.change-rate")} isOpen onClose={onClose} submitText={t(kind === "resume" ? "flow.resume" : "flow.change-rate")} isPending={active.isPending} error={active.error} isComplete={rate !== null} onSubmit={submit}>
      <p className="row"><span>{t("flow.last-rate")}</span><strong><MeasuredQuantity quantity={now} /></strong></p>
      <NumberWithUnit label={t("flow.new-rate")} unit="mL/min" value={value} onChange={setValue} digits={3} />
      <div className="stack-tight">
        {verdicts.map((verdict) => (
          <span key={verdict.limitId} className="row">
            <span>{t(`limit.${verdict.limitId}`)}</span>
            <SourcedNumber quantity={verdict.limit} source={verdict.limit.source} />
            <Badge tone={verdict.verdict === "within" ? "good" : verdict.verdict === "outside" ? "critical" : "warning"}>{t(verdict.verdict === "within" ? "dose.within" : verdict.verdict === "outside" ? "dose.outside" : "dose.unknown")}</Badge>
          </span>
        ))}
      </div>
      {kind === "rate" && <Field label={t("flow.reason-optional")} value={reason} onChange={setReason} maxLength={2000} />}
    </FormDialog>
  );
}
