import { ButtonLink } from "../ui/button.tsx";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { Notice } from "../ui/badge.tsx";
import { useDay } from "./day.tsx";

/** What holds for the whole day: limits not confirmed, an unauthorised start, a role that only reads. */
export function StandingNotices() {
  const { context, state, mayRecord } = useDay();
  const { site } = useSession();
  const unauthorised = state.starts.some((start) => start.unauthorised);
  return (
    <>
      {!context.limitsConfirmed && (
        <Notice tone="warning">
          <strong>{t("bedside.limits-unconfirmed")}</strong>
          <span><ButtonLink to="/studies/$studyId/limits" params={{ studyId: context.infusion.studyId }}>{t("bedside.confirm-limits")}</ButtonLink></span>
        </Notice>
      )}
      {unauthorised && <Notice tone="critical" icon="stop"><strong>{t("bedside.unauthorised")}</strong></Notice>}
      {!mayRecord && <Notice tone="info">{t("bedside.read-only", { site: site?.name ?? "" })}</Notice>}
    </>
  );
}
