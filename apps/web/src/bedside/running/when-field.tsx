import { t } from "../../i18n/i18n.ts";
import { serverClock } from "../../session/server-clock.ts";
import { Choice } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { fromLocalField, toLocalField } from "../../ui/local-time.ts";
import type { RecordOptions } from "../feed/use-infusion.ts";

export interface When {
  readonly kind: "now" | "earlier";
  readonly text: string;
}
export const emptyWhen: When = { kind: "now", text: "" };

/** How to record it: now, or as a late entry from paper. `null`: the earlier time is missing or lies ahead. */
export function timeOf(when: When): RecordOptions | null {
  if (when.kind === "now") return {};
  const at = fromLocalField(when.text);
  return at === null || Date.parse(at) > serverClock.read().now() ? null : { clinicalTime: at, entry: "paper" };
}

/** When it happened. An earlier time is a late entry from paper, and marked as one. */
export function WhenField({ when, onChange }: { readonly when: When; readonly onChange: (when: When) => void }) {
  return (
    <>
      <Choice label={t("when.label")} options={[{ id: "now", title: t("when.now") }, { id: "earlier", title: t("when.earlier") }]} value={when.kind} onChange={(kind) => onChange({ kind, text: when.text === "" ? toLocalField(serverClock.read().now()) : when.text })} />
      {when.kind === "earlier" && <Field label={t("when.time")} type="datetime-local" value={when.text} onChange={(text) => onChange({ ...when, text })} error={timeOf(when) === null ? t("when.ahead") : null} />}
    </>
  );
}
