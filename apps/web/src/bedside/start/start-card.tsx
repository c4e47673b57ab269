import type { PhaseId } from "@stroma/domain";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api-client.ts";
import { t } from "../../i18n/i18n.ts";
import { useSiteId } from "../../session/session.tsx";
import { Badge, Notice } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { Card } from "../../ui/page.tsx";
import { ErrorPanel, Skeleton } from "../../ui/states.tsx";
import { useDay } from "../day.tsx";
import { ReportStartDialog } from "./report-start-dialog.tsx";
import { StartConditions } from "./start-conditions.tsx";

/** May it start? Every unmet condition with its remedy and the way to it; the button is there only when none is left. */
export function StartCard({ onGo }: { readonly onGo: (phase: PhaseId) => void }) {
  const { state, context, infusion, mayRecord, at } = useDay();
  const siteId = useSiteId();
  const [reporting, setReporting] = useState(false);
  const dose = state.doseConfirmed?.value ?? null;
  const nextId = dose?.bagIds.find((bagId) => (state.bags.get(bagId)?.startedAt ?? null) === null) ?? null;
  const next = context.bags.find((bag) => bag.id === nextId) ?? null;
  const isFirst = state.starts.length === 0;
  const isOver = state.phase === "stopped" || state.phase === "discharged" || (!isFirst && next === null);
  const told = state.events.filter((event) => event.receivedAt !== null && event.type !== "alarm-acknowledged").length;
  const decision = useQuery({
    queryKey: ["readStartDecision", siteId, state.infusionId, told, context.limitsConfirmed, at.slice(0, 16)],
    queryFn: ({ signal }) => call("readStartDecision", { params: { siteId, infusionId: state.infusionId } }, { signal }),
    enabled: !isOver && infusion.link !== "lost",
    placeholderData: (before) => before,
    staleTime: 0,
  });
  const start = useMutation({
    mutationFn: async () => {
      if (dose === null || next === null) return;
      await infusion.start({ bagId: next.id, rate: dose.rate, authorisationId: null });
    },
    onError: () => void decision.refetch(),
  });
  if (isOver) return null;
  const answer = decision.data?.decision;
  const isAllowed = answer?.outcome === "allowed" && infusion.link !== "lost";
  return (
    <section id="place-start" tabIndex={-1}>
      <Card title={t(isFirst ? "start.title" : "start.next-bag-title")} actions={decision.isFetching ? <Badge icon="clock">{t("start.checking")}</Badge> : null}>
        {infusion.link === "lost" ? (
          <Notice tone="warning" icon="offline"><strong>{t("start.offline")}</strong></Notice>
        ) : decision.isError && answer === undefined ? (
          <ErrorPanel error={decision.error} onRetry={() => void decision.refetch()} />
        ) : answer === undefined ? (
          <Skeleton height={160} />
        ) : (
          <StartConditions decision={answer} onGo={onGo} />
        )}
        {dose !== null && next !== null && (
          <p className="start-what">
            <span>{t("start.bag")}</span> <strong className="mono">{next.code}</strong>
            <span>{t("start.rate")}</span> <strong><MeasuredQuantity quantity={dose.rate} /></strong>
          </p>
        )}
        {start.isError && <ErrorPanel error={start.error} />}
        <Button variant="primary" size="bedside" wide icon="play" isDisabled={!isAllowed || !mayRecord || next === null} isPending={start.isPending} onPress={() => start.mutate()}>{t(isFirst ? "start.button" : "start.next-bag-button")}</Button>
        <div className="row-end"><Button variant="quiet" isDisabled={!mayRecord} onPress={() => setReporting(true)}>{t("start.report")}</Button></div>
        {reporting && <ReportStartDialog onClose={() => setReporting(false)} />}
      </Card>
    </section>
  );
}
