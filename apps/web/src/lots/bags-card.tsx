import { useState } from "react";
import { listBagActions } from "@stroma/domain";
import { formatTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { MeasuredQuantity } from "../ui/measured.tsx";
import { Card } from "../ui/page.tsx";
import { ReasonDialog } from "../ui/reason-dialog.tsx";
import { Table } from "../ui/table.tsx";
import type { LotAnswer } from "./lot-page.tsx";

type Bag = LotAnswer["bags"][number];
/** What is done from this page; reserving, spiking and finishing belong to the infusion. */
const offered = ["thaw", "issue", "return", "quarantine", "destroy"] as const;
type Offered = (typeof offered)[number];
const tones: Readonly<Partial<Record<Bag["state"], Tone>>> = { released: "good", reserved: "info", thawed: "warning", issued: "warning", spiked: "warning", quarantined: "critical", destroyed: "critical" };

export function BagsCard({ answer }: { readonly answer: LotAnswer }) {
  const siteId = useSiteId();
  const session = useSession();
  const [acting, setActing] = useState<{ readonly bag: Bag; readonly action: Offered } | null>(null);
  const act = useWrite("actOnBag", { done: t("bags.saved"), onDone: () => setActing(null) });
  const zone = session.site?.timeZone;
  const mayAct = session.may("actOnBag");
  return (
    <Card title={t("lots.bags")}>
      <Table
        caption={t("lots.bags")}
        rows={answer.bags}
        rowKey={(bag) => bag.id}
        columns={[
          { id: "code", title: t("bags.code"), cell: (bag) => <span className="mono">{bag.code}</span> },
          { id: "state", title: t("bags.state"), cell: (bag) => <Badge tone={tones[bag.state] ?? "neutral"} icon="bag">{t(`bag-state.${bag.state}`)}</Badge> },
          { id: "cells", title: t("lots.viable-cells"), numeric: true, cell: (bag) => <MeasuredQuantity quantity={bag.viableCells} /> },
          { id: "volume", title: t("lots.volume"), numeric: true, cell: (bag) => <MeasuredQuantity quantity={bag.volume} /> },
          { id: "times", title: t("bags.times"), cell: (bag) => <span className="small">{[bag.thawedAt === null ? null : t("bags.thawed-at", { at: formatTime(bag.thawedAt, zone) }), bag.issuedAt === null ? null : t("bags.issued-at", { at: formatTime(bag.issuedAt, zone) })].filter((part) => part !== null).map((part) => <span key={part}>{part}<br /></span>)}</span> },
          ...(mayAct
            ? [{
                id: "actions",
                title: t("ui.action"),
                cell: (bag: Bag) => (
                  <div className="row">
                    {offered.filter((action) => listBagActions(bag.state).includes(action)).map((action) => (
                      <Button key={action} variant={action === "destroy" || action === "quarantine" ? "quiet" : "plain"} aria-label={t("bags.act-on", { action: t(`bag-action.${action}`), code: bag.code })} onPress={() => setActing({ bag, action })}>{t(`bag-action.${action}`)}</Button>
                    ))}
                  </div>
                ),
              }]
            : []),
        ]}
      />
      {acting !== null && (
        <ReasonDialog
          title={t("bags.act-on", { action: t(`bag-action.${acting.action}`), code: acting.bag.code })}
          submitText={t(`bag-action.${acting.action}`)}
          isDanger={acting.action === "destroy" || acting.action === "quarantine"}
          isPending={act.isPending}
          error={act.error}
          onClose={() => { setActing(null); act.reset(); }}
          onSubmit={(reason) => act.mutate({ params: { siteId, bagId: acting.bag.id }, body: { action: acting.action, reason, expectedVersion: acting.bag.version, ...(acting.bag.reservedForInfusionId !== null && { infusionId: acting.bag.reservedForInfusionId }) } })}
        />
      )}
    </Card>
  );
}
