import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/page.tsx";

/** The printable record of one infusion. */
export function RecordPage() {
  return <Page title={t("record.title")}>{null}</Page>;
}
