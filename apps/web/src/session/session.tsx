/** Who is here, at which site, with which roles. */
import type { OperationAnswer, OperationId } from "@stroma/api";
import { operations, type OperationAccess } from "@stroma/api/operations";
import type { Role } from "@stroma/domain";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { call, CallFailure } from "../api-client.ts";
import { noteConnection, readConnection } from "./connection.ts";
import { setSiteZone } from "../i18n/site-zone.ts";
import { serverClock } from "./server-clock.ts";

export type SessionAnswer = OperationAnswer<"readSession">;
export type SitePart = SessionAnswer["sites"][number];

export interface Session {
  readonly state: "loading" | "failed" | "ready";
  readonly error: unknown;
  readonly answer: SessionAnswer | null;
  readonly person: SessionAnswer["person"];
  readonly tablet: SessionAnswer["tablet"];
  readonly site: SitePart | null;
  readonly chooseSite: (siteId: string) => void;
  /** Takes over a session that a sign-in or a switch answered; everything that the last person saw is dropped. */
  readonly adopt: (answer: SessionAnswer) => void;
  readonly reload: () => void;
  /** May this person call this operation at this site? The server decides; this only spares a refusal. */
  readonly may: (operation: OperationId) => boolean;
}

const SessionContext = createContext<Session | null>(null);
const key = ["session"] as const;
const siteKey = "stroma.site";
const keptKey = "stroma.session";

/** The last session is kept without any secret, so that a tablet that loses the network still knows whose hands hold it. */
async function readSession(signal: AbortSignal): Promise<SessionAnswer> {
  try {
    return keepSession(await call("readSession", {}, { signal }));
  } catch (error) {
    const kept = error instanceof CallFailure && error.problem === null ? localStorage.getItem(keptKey) : null;
    if (kept === null) throw error;
    noteConnection("offline");
    return JSON.parse(kept) as SessionAnswer;
  }
}
function keepSession(answer: SessionAnswer): SessionAnswer {
  localStorage.setItem(keptKey, JSON.stringify(answer));
  return answer;
}

export function mayCall(operation: OperationId, signedIn: boolean, held: readonly Role[], onTablet: boolean): boolean {
  const access: OperationAccess = operations[operation].access;
  if (access.kind === "public") return true;
  if (access.kind === "device") return onTablet || signedIn;
  if (access.kind === "gateway") return false;
  if (access.kind === "person") return signedIn;
  return signedIn && (access.roles ?? []).some((role) => held.includes(role));
}

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(() => localStorage.getItem(siteKey));
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => readSession(signal), staleTime: 60_000, refetchOnWindowFocus: true });
  const answer = query.data ?? null;
  useEffect(() => {
    // A kept session's clock is old: the running clock stays as it is.
    if (answer !== null && readConnection() === "online") serverClock.setReading(answer.clock);
  }, [answer]);
  const adopt = useCallback(
    (next: SessionAnswer) => {
      serverClock.setReading(next.clock);
      client.setQueryData(key, keepSession(next));
      client.removeQueries({ predicate: (each) => each.queryKey[0] !== key[0] });
    },
    [client],
  );
  const session = useMemo<Session>(() => {
    const sites = answer?.sites ?? [];
    const wanted = answer?.tablet?.siteId ?? chosen;
    const site = sites.find((each) => each.id === wanted) ?? sites[0] ?? null;
    setSiteZone(site?.timeZone ?? null);
    return {
      state: answer !== null ? "ready" : query.isError ? "failed" : "loading",
      error: query.error,
      answer,
      person: answer?.person ?? null,
      tablet: answer?.tablet ?? null,
      site,
      chooseSite: (siteId) => {
        localStorage.setItem(siteKey, siteId);
        setChosen(siteId);
      },
      adopt,
      reload: () => void client.invalidateQueries({ queryKey: key }),
      may: (operation) => mayCall(operation, (answer?.person ?? null) !== null, site?.roles ?? [], (answer?.tablet ?? null) !== null),
    };
  }, [answer, chosen, query.isError, query.error, adopt, client]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession stands outside SessionProvider");
  return session;
}

/** The site's id: the person's, or on a locked tablet the tablet's. */
export function useSiteId(): string {
  const { site, tablet } = useSession();
  const siteId = site?.id ?? tablet?.siteId;
  if (siteId === undefined) throw new Error("No site: the page stands outside the signed-in part");
  return siteId;
}
