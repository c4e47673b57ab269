/** The board's rows, live: read once, then kept up by the site's stream. */
import type { LiveMessage } from "@stroma/api";
import { useCallback, useEffect, useMemo, useReducer } from "react";
import { addressOf, call } from "../api-client.ts";
import { openLiveStream } from "../bedside/feed/live-stream.ts";
import { noteConnection } from "../session/connection.ts";
import { serverClock } from "../session/server-clock.ts";
import { useSiteId } from "../session/session.tsx";
import { orderRows, type BoardRow } from "./order-rows.ts";

export interface WardBoard {
  readonly status: "loading" | "ready" | "failed";
  readonly error: unknown;
  readonly rows: readonly BoardRow[];
  readonly link: "connecting" | "live" | "lost";
  /** When the connection was lost, by the server's clock. */
  readonly lostAt: number | null;
  readonly reload: () => void;
}
interface Held extends Omit<WardBoard, "rows" | "reload"> {
  readonly byId: ReadonlyMap<string, BoardRow>;
}
type Change = { readonly kind: "read"; readonly rows: readonly BoardRow[] } | { readonly kind: "failed"; readonly error: unknown } | { readonly kind: "link"; readonly link: "live" | "lost"; readonly at: number } | { readonly kind: "board"; readonly rows: readonly BoardRow[]; readonly removed: readonly string[] };

const nothing: Held = { status: "loading", error: null, byId: new Map(), link: "connecting", lostAt: null };

function change(held: Held, what: Change): Held {
  switch (what.kind) {
    case "read":
      return { ...held, status: "ready", error: null, byId: merge(new Map(), what.rows, held.byId) };
    case "failed":
      return held.status === "ready" ? held : { ...held, status: "failed", error: what.error };
    case "link":
      return { ...held, link: what.link, lostAt: what.link === "live" ? null : (held.lostAt ?? what.at) };
    case "board":
      return { ...held, byId: merge(new Map([...held.byId].filter(([id]) => !what.removed.includes(id))), what.rows) };
    default:
      return what satisfies never;
  }
}

/** A row that was computed later wins, whichever way it came. */
function merge(into: Map<string, BoardRow>, rows: readonly BoardRow[], known: ReadonlyMap<string, BoardRow> = into): Map<string, BoardRow> {
  for (const row of rows) {
    const before = known.get(row.infusionId);
    into.set(row.infusionId, before !== undefined && before.at > row.at ? before : row);
  }
  return into;
}

export function useWardBoard(): WardBoard {
  const siteId = useSiteId();
  const [held, tell] = useReducer(change, nothing);
  const read = useCallback(async () => {
    try {
      const answer = await call("readWardBoard", { params: { siteId } });
      serverClock.setReading(answer.clock);
      tell({ kind: "read", rows: answer.rows });
    } catch (error) {
      tell({ kind: "failed", error });
    }
  }, [siteId]);
  useEffect(() => {
    let wasLost = false;
    void read();
    const stream = openLiveStream(addressOf("followSite", { siteId }), {
      link(link) {
        noteConnection(link === "live" ? "online" : "offline");
        tell({ kind: "link", link, at: serverClock.read().now() });
        // What happened meanwhile was not told.
        if (link === "live" && wasLost) void read();
        wasLost = link === "lost";
      },
      message: (message: LiveMessage) => {
        if (message.name === "board") tell({ kind: "board", rows: message.data.rows as readonly BoardRow[], removed: message.data.removed });
        if (message.name === "hello") serverClock.setReading(message.data.clock);
        if (message.name === "clock") serverClock.setReading(message.data);
      },
    });
    return () => stream.close();
  }, [siteId, read]);
  const rows = useMemo(() => orderRows([...held.byId.values()]), [held.byId]);
  return { status: held.status, error: held.error, rows, link: held.link, lostAt: held.lostAt, reload: () => void read() };
}
