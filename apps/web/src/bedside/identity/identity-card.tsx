import { t } from "../../i18n/i18n.ts";
import { Notice } from "../../ui/badge.tsx";
import { Card } from "../../ui/page.tsx";
import { useDay } from "../day.tsx";
import { BagIdentity } from "./bag-identity.tsx";

/** Two persons, each on their own, scan wristband and bag. */
export function IdentityCard() {
  const { context, state } = useDay();
  const bags = context.bags.filter((bag) => bag.reservedForInfusionId === state.infusionId && (state.bags.get(bag.id)?.finishedAt ?? null) === null);
  const planned = state.doseConfirmed?.value.bagIds ?? null;
  const shown = planned === null ? bags : bags.filter((bag) => planned.includes(bag.id));
  return (
    <section id="place-identity" tabIndex={-1}>
      <Card title={t("identity.title")}>
        <p className="soft">{t("identity.lead")}</p>
        {shown.length === 0 && <Notice tone="warning">{t("product.none")}</Notice>}
        {shown.map((bag) => <BagIdentity key={bag.id} bag={bag} />)}
      </Card>
    </section>
  );
}
