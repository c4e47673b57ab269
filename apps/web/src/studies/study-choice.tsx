import { useEffect } from "react";
import type { OperationAnswer } from "@stroma/api";
import { t } from "../i18n/i18n.ts";
import { useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { Select } from "../ui/select.tsx";

export type StudyRow = OperationAnswer<"listStudies">["studies"][number];

/** The studies of the site and the one that a list stands under: the chosen one, or the only one, or the first. */
export function useStudyChoice(wanted: string | undefined): { readonly query: ReturnType<typeof useRead<"listStudies">>; readonly study: StudyRow | null; readonly studies: readonly StudyRow[] } {
  const siteId = useSiteId();
  const query = useRead("listStudies", { params: { siteId } });
  const studies = query.data?.studies ?? [];
  const kept = wanted ?? sessionStorage.getItem("stroma.study");
  const study = studies.find((each) => each.id === kept) ?? studies.find((each) => each.participants > 0) ?? studies[0] ?? null;
  const chosen = study?.id ?? null;
  useEffect(() => {
    if (chosen !== null) sessionStorage.setItem("stroma.study", chosen);
  }, [chosen]);
  return { query, study, studies };
}

export function StudyChoice({ studies, study, onChoose }: { readonly studies: readonly StudyRow[]; readonly study: StudyRow | null; readonly onChoose: (id: string) => void }) {
  if (studies.length < 2) return null;
  return <Select label={t("studies.study")} options={studies.map((each) => ({ id: each.id, title: each.title, detail: `${each.code} ${each.protocolVersion}` }))} value={study?.id ?? null} onChange={onChoose} />;
}
