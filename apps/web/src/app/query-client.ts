import { QueryCache, QueryClient, MutationCache } from "@tanstack/react-query";
import { CallFailure } from "../api-client.ts";
import { noteConnection } from "../session/connection.ts";

/** Reads are repeated once when the network failed; writes never repeat themselves. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (!(error instanceof CallFailure)) return;
    noteConnection(error.kind === "network" || error.kind === "timeout" ? "offline" : "online");
    if (error.problem?.code === "not-signed-in") void client.invalidateQueries({ queryKey: ["session"] });
  };
  const onSuccess = () => noteConnection("online");
  const client = new QueryClient({
    queryCache: new QueryCache({ onError, onSuccess }),
    mutationCache: new MutationCache({ onError, onSuccess }),
    defaultOptions: {
      queries: { staleTime: 5_000, networkMode: "always", retry: (count, error) => count < 1 && error instanceof CallFailure && error.kind === "network" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  return client;
}
