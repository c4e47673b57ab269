import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import { Card } from "../../ui/page.tsx";
import { Said } from "../checklist/checklist-row.tsx";
import { useDay } from "../day.tsx";

/** The line for the cells, and its filter. */
export function LineCard() {
  const { state, infusion, mayRecord } = useDay();
  const [access, setAccess] = useState<"peripheral" | "central" | null>(null);
  const [filter, setFilter] = useState<"yes" | "no" | null>(null);
  const [pore, setPore] = useState<number | null>(null);
  const known = state.line;
  const save = () => {
    if (access === null || filter === null) return;
    void infusion.record("line-checked", { access, filter: { present: filter === "yes", ...(filter === "yes" && pore !== null && { poreSize: { value: pore, unit: "um" } }) } });
    setAccess(null);
    setFilter(null);
    setPore(null);
  };
  return (
    <section id="place-line" tabIndex={-1}>
      <Card title={t("line.title")} actions={known === null ? <Badge tone="warning">{t("line.unchecked")}</Badge> : <Badge tone="good">{t("line.checked")}</Badge>}>
        {known !== null && (
          <p className="row">
            <strong>{t(`line.${known.value.access}`)}</strong>
            <span>{t(known.value.filter.present ? "line.with-filter" : "line.without-filter")}</span>
            {known.value.filter.poreSize !== undefined && <MeasuredQuantity quantity={known.value.filter.poreSize} />}
            <Said at={known.at} authorId={known.authorId} late={known.late} />
          </p>
        )}
        <Choice label={t("line.access")} options={[{ id: "peripheral", title: t("line.peripheral") }, { id: "central", title: t("line.central") }]} value={access} onChange={setAccess} isDisabled={!mayRecord} />
        <Choice label={t("line.filter")} options={[{ id: "yes", title: t("line.with-filter") }, { id: "no", title: t("line.without-filter") }]} value={filter} onChange={setFilter} isDisabled={!mayRecord} />
        {filter === "yes" && <NumberWithUnit label={t("line.pore")} unit="um" value={pore} onChange={setPore} low={0} />}
        <div className="row-end"><Button variant="primary" isDisabled={!mayRecord || access === null || filter === null} onPress={save}>{t("line.save")}</Button></div>
      </Card>
    </section>
  );
}
