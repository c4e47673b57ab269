import { useMemo, useState } from "react";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { SwitchPersonDialog } from "../../sign-in/switch-person-dialog.tsx";
import { Badge, Notice } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ScanField, type ScanMethod } from "../../ui/scan-field.tsx";
import { useDay, type InfusionContext } from "../day.tsx";
import { viewIdentity, type IdentityView } from "./view-identity.ts";

/** The checks of one bag: whose turn it is, the scans, and at the end both results together. */
export function BagIdentity({ bag }: { readonly bag: InfusionContext["bags"][number] }) {
  const { state, context, personId, nameOf, mayRecord, timeZone } = useDay();
  const session = useSession();
  const [switching, setSwitching] = useState(false);
  const [again, setAgain] = useState(false);
  const view = useMemo(() => viewIdentity(state, context.participant, bag, personId), [state, context.participant, bag, personId]);
  const canSwitch = session.tablet !== null || (session.answer?.examplePeople.length ?? 0) > 0;
  const mayPass = mayRecord && (again || view.standing === "none" || view.standing === "others-first");
  return (
    <div className="identity">
      <h3 className="mono">{bag.code}</h3>
      {view.firstBy !== null && <Badge tone="info" icon="person">{t("identity.first-made", { name: nameOf(view.firstBy.authorId), at: formatTime(view.firstBy.at, timeZone) })}</Badge>}
      {(view.standing === "own-first" || view.standing === "same-person") && !again && (
        <Notice tone="info">
          <strong>{t("identity.second-needed")}</strong>
          <div className="row">
            {canSwitch && <Button variant="primary" size="bedside" icon="swap" onPress={() => setSwitching(true)}>{t("identity.second-person")}</Button>}
            {!canSwitch && <span>{t("identity.second-elsewhere")}</span>}
          </div>
        </Notice>
      )}
      <Results view={view} />
      {mayPass && <PassForm key={`${personId ?? ""} ${view.standing}`} bagId={bag.id} isSecond={view.standing === "others-first"} onDone={() => setAgain(false)} />}
      {(view.standing === "mismatch" || view.standing === "matched") && !again && mayRecord && <div><Button variant="quiet" onPress={() => setAgain(true)}>{t("identity.again")}</Button></div>}
      <SwitchPersonDialog isOpen={switching} onClose={() => setSwitching(false)} />
    </div>
  );
}

function Results({ view }: { readonly view: IdentityView }) {
  const { nameOf, timeZone } = useDay();
  if (view.standing !== "matched" && view.standing !== "mismatch") return null;
  const isGood = view.standing === "matched";
  return (
    <Notice tone={isGood ? "good" : "critical"} icon={isGood ? "check" : "stop"} role={isGood ? "status" : "alert"}>
      <strong>{t(isGood ? "identity.matched" : "identity.mismatch")}</strong>
      <ul className="quiet-list stack-tight">
        {view.passes.map((pass) => (
          <li key={pass.eventId} className="row">
            <span>{t("bedside.said", { name: nameOf(pass.authorId), at: formatTime(pass.at, timeZone) })}</span>
            <Badge tone={pass.wristbandMatches ? "good" : "critical"} icon={pass.wristbandMatches ? "check" : "cross"}>{t(pass.wristbandMatches ? "identity.wristband-matches" : "identity.wristband-differs")}</Badge>
            <Badge tone={pass.bagMatches ? "good" : "critical"} icon={pass.bagMatches ? "check" : "cross"}>{t(pass.bagMatches ? "identity.bag-matches" : "identity.bag-differs")}</Badge>
            <Badge icon={pass.method === "scanner" ? "scan" : "keyboard"}>{t(`ui.scan.by-${pass.method}`)}</Badge>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Wristband first, then the bag. The codes are taken and not shown again; the result comes when both persons are done. */
function PassForm({ bagId, isSecond, onDone }: { readonly bagId: string; readonly isSecond: boolean; readonly onDone: () => void }) {
  const { infusion, personId, nameOf } = useDay();
  const [wristband, setWristband] = useState<{ readonly code: string; readonly method: ScanMethod } | null>(null);
  const save = (bagCode: string, method: ScanMethod) => {
    if (wristband === null) return;
    void infusion.record("identity-checked", { bagId, wristbandCode: wristband.code, bagCode, method: wristband.method === "hand" ? "hand" : method });
    onDone();
  };
  return (
    <div className="stack">
      <strong>{t(isSecond ? "identity.as-second" : "identity.as-first", { name: nameOf(personId ?? "unsigned") })}</strong>
      {wristband === null ? (
        <ScanField key="wristband" label={t("checklist.scan-wristband")} takesFocus={isSecond} onScan={(code, method) => setWristband({ code, method })} />
      ) : (
        <>
          <div className="row"><Badge tone="info">{t("identity.wristband-taken")}</Badge><Button variant="quiet" onPress={() => setWristband(null)}>{t("identity.scan-anew")}</Button></div>
          <ScanField key="bag" label={t("checklist.scan-bag")} takesFocus onScan={save} />
        </>
      )}
    </div>
  );
}
