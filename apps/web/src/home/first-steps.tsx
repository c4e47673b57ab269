import type { ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { ExamplePeople } from "../sign-in/example-people.tsx";
import { Badge } from "../ui/badge.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Card } from "../ui/page.tsx";
import "./home.css";

/** Leads a newcomer on example data from an unconfirmed protocol to a running infusion. */
export function FirstSteps() {
  const siteId = useSiteId();
  const session = useSession();
  const studiesQuery = useRead("listStudies", { params: { siteId } });
  const infusionsQuery = useRead("listInfusions", { params: { siteId } }, { enabled: session.may("listInfusions") });
  const studies = studiesQuery.data?.studies ?? [];
  const infusions = infusionsQuery.data?.infusions ?? [];
  // The place of a button that is not known yet is kept, so that nothing moves when it comes.
  const waiting = studiesQuery.isLoading || infusionsQuery.isLoading ? <span className="step-wait" /> : null;
  const open = infusions.find((infusion) => infusion.phase !== "discharged");
  const study = studies.find((each) => each.id === open?.studyId) ?? studies.find((each) => each.participants > 0) ?? studies[0];
  return (
    <Card title={t("first-steps.title")} actions={<Badge tone="warning">{t("shell.example-data")}</Badge>}>
      <ol className="first-steps">
        <Step title={t("first-steps.limits")} text={t("first-steps.limits-text")} isDone={study?.limitsConfirmed === true}>
          {waiting ?? (study !== undefined && <ButtonLink variant={study.limitsConfirmed ? "plain" : "primary"} to="/studies/$studyId/limits" params={{ studyId: study.id }}>{t(study.limitsConfirmed ? "limits.review" : "limits.title")}</ButtonLink>)}
        </Step>
        <Step title={t("first-steps.infusion")} text={t("first-steps.infusion-text")} isDone={open !== undefined && open.phase !== "preparing"}>
          {waiting ?? (open === undefined ? <ButtonLink to="/participants">{t("shell.nav.participants")}</ButtonLink> : <ButtonLink to="/infusions/$infusionId" params={{ infusionId: open.id }}>{t("infusions.open")}</ButtonLink>)}
        </Step>
        <Step title={t("first-steps.people")} text={t("first-steps.people-text")} isDone={session.person?.example === true} />
      </ol>
      <ExamplePeople onDone={() => {}} />
    </Card>
  );
}

function Step({ title, text, isDone, children }: { readonly title: string; readonly text: string; readonly isDone: boolean; readonly children?: ReactNode }) {
  return (
    <li className="first-step">
      <div className="stack-tight">
        <strong className="row">
          {title}
          {isDone && <span className="badge badge-good"><Icon name="check" size={14} />{t("first-steps.done")}</span>}
        </strong>
        <span className="soft">{text}</span>
      </div>
      {children}
    </li>
  );
}
