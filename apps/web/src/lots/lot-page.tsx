import type { OperationAnswer } from "@stroma/api";
import { Link, useParams } from "@tanstack/react-router";
import { bagStates } from "@stroma/domain";
import { formatDate, formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { Notice } from "../ui/badge.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { MeasuredQuantity } from "../ui/measured.tsx";
import { Card, Facts, Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { BagsCard } from "./bags-card.tsx";
import { ReleaseBadge } from "./release-badge.tsx";
import { ReleaseCard } from "./release-card.tsx";
import { ResultsCard } from "./results-card.tsx";
import { useLotStudy } from "./use-lot-study.ts";

export type LotAnswer = OperationAnswer<"readLot">;

export function LotPage() {
  const siteId = useSiteId();
  const { lotId } = useParams({ from: "/signed-in/lots/$lotId" });
  const query = useRead("readLot", { params: { siteId, lotId } });
  const studyId = useLotStudy(lotId);
  return (
    <Page title={query.data === undefined ? t("lots.lot") : t("lots.page", { code: query.data.lot.code })} lead={<Link to="/lots" search={studyId === null ? {} : { study: studyId }}>{t("lots.all")}</Link>} actions={query.data === undefined ? null : <ReleaseBadge release={query.data.lot.release} />}>
      <QueryView query={query} height={720}>
        {(answer) => (
          <>
            <div className="grid-wide">
              <LotCard answer={answer} />
              <ReleaseCard answer={answer} />
            </div>
            <ResultsCard answer={answer} studyId={studyId} />
            <BagsCard answer={answer} />
            <div className="grid-wide">
              <RecallCard answer={answer} />
              <ReconciliationCard answer={answer} />
            </div>
          </>
        )}
      </QueryView>
    </Page>
  );
}

function LotCard({ answer: { lot } }: { readonly answer: LotAnswer }) {
  const zone = useSession().site?.timeZone;
  const unknown = <span className="unknown">{t("ui.unknown")}</span>;
  return (
    <Card title={t("lots.product")}>
      <Facts
        facts={[
          [t("lots.tissue"), t(`tissue.${lot.sourceTissue}`)],
          [t("lots.passage"), lot.passage ?? unknown],
          [t("lots.donor"), lot.donorEligible === null ? unknown : t(lot.donorEligible ? "ui.yes" : "ui.no")],
          [t("lots.made"), lot.manufacturedOn === null ? unknown : formatDate(`${lot.manufacturedOn}T00:00:00.000Z`, "UTC")],
          [t("lots.expires"), lot.expiresAt === null ? unknown : formatDateTime(lot.expiresAt, zone)],
          [t("lots.carrier"), lot.carrier],
          [t("lots.dmso"), <MeasuredQuantity key="dmso" quantity={lot.dmso} />],
        ]}
      />
    </Card>
  );
}

function RecallCard({ answer: { recall } }: { readonly answer: LotAnswer }) {
  return (
    <Card title={t("lots.recall")}>
      <p className="soft">{t("lots.recall-hint")}</p>
      {recall.length === 0 && <Notice tone="info">{t("lots.recall-none")}</Notice>}
      <ul className="quiet-list stack">
        {recall.map((each) => (
          <li key={each.infusionId} className="spread">
            <Link to="/participants/$participantId" params={{ participantId: each.participantId }} className="mono">{each.participantNumber}</Link>
            <span>{t("lots.recall-bags", { count: each.bagIds.length })}</span>
            <ButtonLink to="/infusions/$infusionId" params={{ infusionId: each.infusionId }}>{t("infusions.open")}</ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ReconciliationCard({ answer: { reconciliation } }: { readonly answer: LotAnswer }) {
  return (
    <Card title={t("lots.reconciliation")}>
      <p className="soft">{t("lots.reconciliation-hint")}</p>
      <Facts facts={Object.entries(reconciliation).map(([name, count]) => { const state = bagStates.find((each) => each === name); return [state === undefined ? name : t(`bag-state.${state}`), count] as const; })} />
    </Card>
  );
}
