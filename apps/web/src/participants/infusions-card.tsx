import { useState } from "react";
import { formatDateTime, formatQuantity } from "../i18n/format.ts";
import { isMessageId, t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead, useWrite } from "../session/use-operation.ts";
import { Badge, Notice } from "../ui/badge.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Tick } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { fromLocalField } from "../ui/local-time.ts";
import { Card } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { Select } from "../ui/select.tsx";
import type { ParticipantPart } from "./participant-page.tsx";

export function InfusionsCard({ answer, study }: ParticipantPart) {
  const session = useSession();
  const [planning, setPlanning] = useState(false);
  return (
    <Card title={t("infusions.title")} actions={session.may("planInfusion") ? <Button icon="plus" onPress={() => setPlanning(true)}>{t("infusions.plan")}</Button> : null}>
      {!study.study.limitsConfirmed && <Notice tone="warning">{t("infusions.unconfirmed")}</Notice>}
      {answer.infusions.length === 0 && <p className="soft">{t("infusions.empty")}</p>}
      <ul className="quiet-list stack">
        {answer.infusions.map((infusion) => {
          const phase = `infusion-phase.${infusion.phase}`;
          return (
            <li key={infusion.id} className="spread">
              <span className="row">
                <strong>{formatDateTime(infusion.plannedFor, session.site?.timeZone)}</strong>
                <Badge tone={infusion.phase === "running" ? "good" : "neutral"} icon="drop">{isMessageId(phase) ? t(phase) : infusion.phase}</Badge>
              </span>
              <ButtonLink variant="primary" icon="bedside" to="/infusions/$infusionId" params={{ infusionId: infusion.id }}>{t("infusions.open")}</ButtonLink>
            </li>
          );
        })}
      </ul>
      {planning && <PlanDialog answer={answer} study={study} onClose={() => setPlanning(false)} />}
    </Card>
  );
}

function PlanDialog({ answer, onClose }: ParticipantPart & { readonly onClose: () => void }) {
  const siteId = useSiteId();
  const { studyId, id: participantId } = answer.participant;
  const [plannedFor, setPlannedFor] = useState("");
  const [lotId, setLotId] = useState<string | null>(null);
  const [bagIds, setBagIds] = useState<readonly string[]>([]);
  const lots = useRead("listLots", { params: { siteId, studyId } });
  const plan = useWrite("planInfusion", { done: t("infusions.planned"), onDone: onClose });
  const at = fromLocalField(plannedFor);
  return (
    <FormDialog title={t("infusions.plan")} isOpen onClose={onClose} submitText={t("infusions.plan")} isPending={plan.isPending} error={plan.error} isComplete={at !== null} onSubmit={() => at !== null && plan.mutate({ params: { siteId }, body: { participantId, plannedFor: at, bagIds: [...bagIds] } })}>
      <Field label={t("infusions.planned-for")} type="datetime-local" value={plannedFor} onChange={setPlannedFor} isRequired />
      <QueryView query={lots} height={90}>
        {(data) => <Select label={t("infusions.lot")} hint={t("infusions.lot-hint")} options={data.lots.map((lot) => ({ id: lot.id, title: lot.code, detail: lot.release === null ? t("lots.not-released") : t(`release.kind.${lot.release.kind}`) }))} value={lotId} onChange={(id) => { setLotId(id); setBagIds([]); }} />}
      </QueryView>
      {lotId !== null && <BagChoice lotId={lotId} chosen={bagIds} onChange={setBagIds} />}
    </FormDialog>
  );
}

function BagChoice({ lotId, chosen, onChange }: { readonly lotId: string; readonly chosen: readonly string[]; readonly onChange: (ids: readonly string[]) => void }) {
  const siteId = useSiteId();
  const query = useRead("readLot", { params: { siteId, lotId } });
  return (
    <QueryView query={query} height={120}>
      {({ bags }) => {
        const free = bags.filter((bag) => bag.state === "released" && bag.reservedForInfusionId === null);
        return (
          <fieldset className="field">
            <legend className="field-label">{t("infusions.bags")}</legend>
            {free.length === 0 && <span className="soft">{t("infusions.no-bags")}</span>}
            {free.map((bag) => (
              <Tick key={bag.id} isSelected={chosen.includes(bag.id)} onChange={(on) => onChange(on ? [...chosen, bag.id] : chosen.filter((id) => id !== bag.id))}>
                {t("infusions.bag", { code: bag.code, cells: bag.viableCells === null ? t("ui.unknown") : formatQuantity(bag.viableCells), volume: bag.volume === null ? t("ui.unknown") : formatQuantity(bag.volume) })}
              </Tick>
            ))}
          </fieldset>
        );
      }}
    </QueryView>
  );
}
