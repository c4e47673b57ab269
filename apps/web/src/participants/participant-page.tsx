import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";

export function ParticipantPage() {
  return <Page title={t("participants.title")}>{null}</Page>;
}
