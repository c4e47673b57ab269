import { useState } from "react";
import { formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { MeasuredQuantity, SourcedNumber } from "../ui/measured.tsx";
import { Card } from "../ui/page.tsx";
import { ReasonDialog } from "../ui/reason-dialog.tsx";
import { Table } from "../ui/table.tsx";
import type { StudyAnswer } from "./study-page.tsx";

type Level = StudyAnswer["doseLevels"][number];

/** Which dose levels take participants now; the physician opens and closes them with a reason. */
export function DoseLevelsCard({ answer }: { readonly answer: StudyAnswer }) {
  const siteId = useSiteId();
  const session = useSession();
  const [changing, setChanging] = useState<Level | null>(null);
  const set = useWrite("setDoseLevel", { done: t("dose-levels.saved"), onDone: () => setChanging(null) });
  const source = (level: Level) => answer.protocol.dose.levels.find((each) => each.level === level.level)?.quantity.source;
  return (
    <Card title={t("dose-levels.title")}>
      <Table
        caption={t("dose-levels.title")}
        rows={answer.doseLevels}
        rowKey={(level) => String(level.level)}
        columns={[
          { id: "level", title: t("dose-levels.level"), cell: (level) => t("dose-levels.name", { level: level.level, label: level.label }) },
          { id: "dose", title: t("dose-levels.dose"), cell: (level) => { const from = source(level); return from === undefined ? <MeasuredQuantity quantity={level.quantity} /> : <SourcedNumber quantity={level.quantity} source={from} />; } },
          { id: "planned", title: t("dose-levels.planned"), numeric: true, cell: (level) => level.planned },
          { id: "assigned", title: t("dose-levels.assigned"), numeric: true, cell: (level) => level.assigned },
          { id: "treated", title: t("dose-levels.treated"), numeric: true, cell: (level) => level.treated },
          { id: "open", title: t("dose-levels.state"), cell: (level) => (level.open ? <Badge tone="good" icon="unlock">{t("dose-levels.open")}</Badge> : <Badge icon="lock">{t("dose-levels.closed")}</Badge>) },
          { id: "changed", title: t("dose-levels.changed"), cell: (level) => (level.changedAt === null ? t("dose-levels.never") : <span className="small">{level.changedBy}<br />{formatDateTime(level.changedAt, session.site?.timeZone)}</span>) },
          ...(session.may("setDoseLevel") ? [{ id: "act", title: t("ui.action"), cell: (level: Level) => <Button onPress={() => setChanging(level)}>{t(level.open ? "dose-levels.close" : "dose-levels.reopen")}</Button> }] : []),
        ]}
      />
      {changing !== null && (
        <ReasonDialog
          title={t(changing.open ? "dose-levels.close-title" : "dose-levels.open-title", { level: changing.level })}
          submitText={t(changing.open ? "dose-levels.close" : "dose-levels.reopen")}
          isPending={set.isPending}
          error={set.error}
          onClose={() => { setChanging(null); set.reset(); }}
          onSubmit={(reason) => set.mutate({ params: { siteId, studyId: answer.study.id, level: String(changing.level) }, body: { open: !changing.open, reason } })}
        />
      )}
    </Card>
  );
}
