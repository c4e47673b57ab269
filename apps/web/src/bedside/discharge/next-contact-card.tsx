import { deriveNextContact } from "@stroma/domain";
import { formatDateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { SourcedNumber } from "../../ui/measured.tsx";
import { Card } from "../../ui/page.tsx";
import { useDay } from "../day.tsx";

/** When the participant is contacted next, by the protocol. */
export function NextContactCard() {
  const { state, context, timeZone } = useDay();
  const contact = deriveNextContact(state, context.protocol);
  return (
    <Card title={t("contact.next")}>
      {contact === null ? <p className="soft">{t("contact.after-stop")}</p> : <p className="row"><strong>{formatDateTime(contact.dueAt, timeZone)}</strong><span>{contact.text}</span><SourcedNumber quantity={contact.after} source={contact.after.source} /></p>}
    </Card>
  );
}
