import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { useRead } from "../../session/use-operation.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/page.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { Said } from "../checklist/checklist-row.tsx";
import { useDay } from "../day.tsx";

/** The next shift takes over: the person who goes names the person who comes. */
export function ShiftCard() {
  const { state, mayRecord, nameOf } = useDay();
  const [isOpen, setOpen] = useState(false);
  const handed = state.notes.filter((event) => event.type === "shift-taken-over");
  return (
    <Card title={t("shift.title")} actions={<Button icon="swap" isDisabled={!mayRecord} onPress={() => setOpen(true)}>{t("shift.take-over")}</Button>}>
      {handed.length === 0 && <p className="soft">{t("shift.none")}</p>}
      {handed.map((event) => (event.type === "shift-taken-over" ? <p key={event.id} className="row"><span>{t("shift.said", { from: nameOf(event.data.fromPersonId), to: nameOf(event.data.toPersonId) })}</span><Said at={event.clinicalTime} authorId={event.authorId} /></p> : null))}
      {isOpen && <TakeOverDialog onClose={() => setOpen(false)} />}
    </Card>
  );
}

function TakeOverDialog({ onClose }: { readonly onClose: () => void }) {
  const { infusion, personId, context, nameOf } = useDay();
  const { tablet, answer } = useSession();
  const switchable = useRead("listSwitchablePeople", {}, { enabled: tablet !== null });
  const [from, setFrom] = useState<string | null>(null);
  const known = [...(switchable.data?.people ?? []), ...(answer?.examplePeople ?? []), ...context.people];
  const people = [...new Map(known.filter((one) => one.id !== personId).map((one) => [one.id, { id: one.id, title: one.displayName }])).values()];
  const submit = () => {
    if (from === null || personId === null) return;
    void infusion.record("shift-taken-over", { fromPersonId: from, toPersonId: personId });
    onClose();
  };
  return (
    <FormDialog title={t("shift.take-over")} isOpen onClose={onClose} submitText={t("shift.take-over")} isPending={false} error={null} isComplete={from !== null} onSubmit={submit}>
      <p>{t("shift.hint", { name: nameOf(personId ?? "unsigned") })}</p>
      <Select label={t("shift.from")} options={people} value={from} onChange={setFrom} />
    </FormDialog>
  );
}
