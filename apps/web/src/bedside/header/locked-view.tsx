import { useConnection } from "../../session/connection.ts";
import { useSession } from "../../session/session.tsx";
import { t } from "../../i18n/i18n.ts";
import { SwitchPerson } from "../../sign-in/switch-person.tsx";
import { Notice } from "../../ui/badge.tsx";
import { Icon } from "../../ui/icon.tsx";

/** Nobody is signed in: the record is hidden, the stop stays, and the next person comes in by badge or PIN. */
export function LockedView() {
  const { tablet } = useSession();
  const connection = useConnection();
  return (
    <section className="locked">
      <Icon name="lock" size={40} />
      <h2>{t("locked.title")}</h2>
      <p>{t("locked.text")}</p>
      {connection === "offline" && <Notice tone="warning" icon="offline">{t("locked.offline")}</Notice>}
      {tablet === null ? <p className="soft">{t("locked.no-tablet")}</p> : <SwitchPerson onDone={() => undefined} />}
    </section>
  );
}
