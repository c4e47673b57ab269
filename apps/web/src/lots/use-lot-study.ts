import { useQueries } from "@tanstack/react-query";
import { call } from "../api-client.ts";
import { useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";

/** The study that a lot belongs to, looked up among the site's studies. Never guessed: limits of another study must not show. */
export function useLotStudy(lotId: string): string | null {
  const siteId = useSiteId();
  const studies = useRead("listStudies", { params: { siteId } }).data?.studies ?? [];
  const lists = useQueries({
    queries: studies.map((study) => ({ queryKey: ["listLots", { params: { siteId, studyId: study.id } }], queryFn: ({ signal }: { readonly signal: AbortSignal }) => call("listLots", { params: { siteId, studyId: study.id } }, { signal }) })),
  });
  const index = lists.findIndex((list) => list.data?.lots.some((lot) => lot.id === lotId) === true);
  return studies[index]?.id ?? null;
}
