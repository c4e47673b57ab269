import { useState } from "react";
import { formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useNow } from "../session/use-now.ts";
import { useWrite } from "../session/use-operation.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Card } from "../ui/page.tsx";
import type { ParticipantAnswer, ParticipantPart } from "./participant-page.tsx";

type Contact = ParticipantAnswer["contacts"][number];

/** Planned contacts after the infusion, with what was said. */
export function ContactsCard({ answer }: ParticipantPart) {
  const session = useSession();
  const now = useNow(30_000);
  const [recording, setRecording] = useState<Contact | null>(null);
  const at = (instant: string) => formatDateTime(instant, session.site?.timeZone);
  return (
    <Card title={t("contacts.title")}>
      {answer.contacts.length === 0 && <p className="soft">{t("contacts.empty")}</p>}
      <ul className="quiet-list stack">
        {answer.contacts.map((contact) => (
          <li key={contact.id} className="stack-tight">
            <div className="row">
              <strong>{contact.text}</strong>
              {contact.doneAt !== null ? <Badge tone="good">{t("contacts.done")}</Badge> : Date.parse(contact.dueAt) < now ? <Badge tone="critical" icon="clock">{t("contacts.overdue")}</Badge> : <Badge tone="info" icon="clock">{t("contacts.due")}</Badge>}
            </div>
            <span className="soft">{t("contacts.due-at", { at: at(contact.dueAt) })}</span>
            {contact.doneAt !== null && <span>{t("contacts.result", { result: contact.result ?? t("ui.unknown"), person: contact.doneBy ?? t("ui.unknown"), at: at(contact.doneAt) })}</span>}
            {contact.doneAt === null && session.may("recordContact") && <div><Button onPress={() => setRecording(contact)}>{t("contacts.record")}</Button></div>}
          </li>
        ))}
      </ul>
      {recording !== null && <ResultDialog participantId={answer.participant.id} contact={recording} onClose={() => setRecording(null)} />}
    </Card>
  );
}

function ResultDialog({ participantId, contact, onClose }: { readonly participantId: string; readonly contact: Contact; readonly onClose: () => void }) {
  const siteId = useSiteId();
  const [result, setResult] = useState("");
  const record = useWrite("recordContact", { done: t("contacts.saved"), onDone: onClose });
  return (
    <FormDialog title={contact.text} isOpen onClose={onClose} submitText={t("contacts.record")} isPending={record.isPending} error={record.error} isComplete={result.trim() !== ""} onSubmit={() => record.mutate({ params: { siteId, participantId, contactId: contact.id }, body: { result: result.trim() } })}>
      <Field label={t("contacts.what-was-said")} value={result} onChange={setResult} lines={4} maxLength={2000} isRequired />
    </FormDialog>
  );
}
