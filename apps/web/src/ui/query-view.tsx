import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorPanel, Skeleton } from "./states.tsx";

/** One answer of the server in its three states. What was loaded stays visible while it is loaded again. */
export function QueryView<Data>({ query, height = 320, children }: { readonly query: UseQueryResult<Data>; readonly height?: number; readonly children: (data: Data) => ReactNode }) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton height={height} />;
}
