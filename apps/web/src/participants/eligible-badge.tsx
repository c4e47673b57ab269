import { t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";

/** Unknown is not yes. */
export function EligibleBadge({ eligible }: { readonly eligible: boolean | null }) {
  if (eligible === null) return <Badge tone="warning" icon="question">{t("eligibility.unknown")}</Badge>;
  return eligible ? <Badge tone="good">{t("eligibility.eligible")}</Badge> : <Badge tone="critical">{t("eligibility.not-eligible")}</Badge>;
}
