import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";

export function WardBoardPage() {
  return <Page title={t("ward-board.title")}>{null}</Page>;
}
