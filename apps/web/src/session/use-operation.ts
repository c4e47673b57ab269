/** Reads and writes as hooks: one line a page. */
import type { OperationAnswer, OperationId } from "@stroma/api";
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { call, type CallInput } from "../api-client.ts";
import { showToast } from "../ui/toast.tsx";

/** Reads an operation and keeps the answer under its name and input. */
export function useRead<Id extends OperationId>(id: Id, input: CallInput<Id>, options: { readonly enabled?: boolean; readonly refetchInterval?: number } = {}): UseQueryResult<OperationAnswer<Id>> {
  return useQuery<OperationAnswer<Id>>({ queryKey: [id, input], queryFn: ({ signal }) => call(id, input, { signal }), ...options });
}

/** Calls a writing operation. Afterwards every page's data is read again; `done` is said at the foot of the page. */
export function useWrite<Id extends OperationId>(id: Id, options: { readonly done?: string; readonly onDone?: (answer: OperationAnswer<Id>) => void } = {}): UseMutationResult<OperationAnswer<Id>, Error, CallInput<Id>> {
  const client = useQueryClient();
  return useMutation<OperationAnswer<Id>, Error, CallInput<Id>>({
    mutationFn: (input) => call(id, input),
    onSuccess: async (answer) => {
      if (options.done !== undefined) showToast(options.done);
      options.onDone?.(answer);
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    },
  });
}
