import type { OperationAnswer } from "@stroma/api";
import { Link, useParams } from "@tanstack/react-router";
import { t } from "../i18n/i18n.ts";
import { useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { Badge } from "../ui/badge.tsx";
import { Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { Skeleton } from "../ui/states.tsx";
import { BodyCard } from "./body-card.tsx";
import { ConsentCard } from "./consent-card.tsx";
import { ContactsCard } from "./contacts-card.tsx";
import { DoseAssignmentCard } from "./dose-assignment-card.tsx";
import { EligibilityCard } from "./eligibility-card.tsx";
import { InfusionsCard } from "./infusions-card.tsx";

export type ParticipantAnswer = OperationAnswer<"readParticipant">;
export type StudyAnswer = OperationAnswer<"readStudy">;
export interface ParticipantPart {
  readonly answer: ParticipantAnswer;
  readonly study: StudyAnswer;
}

export function ParticipantPage() {
  const siteId = useSiteId();
  const { participantId } = useParams({ from: "/signed-in/participants/$participantId" });
  const query = useRead("readParticipant", { params: { siteId, participantId } });
  const title = query.data === undefined ? t("participants.participant") : t("participants.page", { number: query.data.participant.number });
  return (
    <Page title={title} lead={<Link to="/participants" search={query.data === undefined ? {} : { study: query.data.participant.studyId }}>{t("participants.all")}</Link>} actions={query.data?.participant.synthetic === true ? <Badge tone="warning">{t("participants.synthetic")}</Badge> : null}>
      <QueryView query={query} height={720}>{(answer) => <WithStudy answer={answer} />}</QueryView>
    </Page>
  );
}

function WithStudy({ answer }: { readonly answer: ParticipantAnswer }) {
  const siteId = useSiteId();
  const query = useRead("readStudy", { params: { siteId, studyId: answer.participant.studyId } });
  if (query.isPending) return <Skeleton height={720} />;
  return (
    <QueryView query={query}>
      {(study) => (
        <>
          <InfusionsCard answer={answer} study={study} />
          <div className="grid-wide">
            <ConsentCard answer={answer} study={study} />
            <BodyCard answer={answer} study={study} />
            <DoseAssignmentCard answer={answer} study={study} />
            <ContactsCard answer={answer} study={study} />
          </div>
          <EligibilityCard answer={answer} study={study} key={answer.participant.version} />
        </>
      )}
    </QueryView>
  );
}
