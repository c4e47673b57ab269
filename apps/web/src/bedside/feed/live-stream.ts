/** The server's stream for one address: says when it is live and when it is lost, and never pretends. */
import type { LiveMessage } from "@stroma/api";

/** The server sends something at least every five seconds; silence for longer is a lost connection. */
const longestSilence = 12_000;
const reconnectAfter = 2_000;
const names = ["hello", "clock", "events", "changed", "board", "heartbeat"] as const;

export interface LiveStream {
  close(): void;
}

/** @param first where the first connection goes, if elsewhere: it may name what is known already. */
export function openLiveStream(
  address: string,
  on: { readonly message: (message: LiveMessage) => void; readonly link: (link: "live" | "lost") => void },
  first: string = address,
): LiveStream {
  let source: EventSource | null = null;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let next = first;
  const lose = () => {
    source?.close();
    source = null;
    clearTimeout(silence);
    if (closed) return;
    on.link("lost");
    clearTimeout(again);
    again = setTimeout(connect, reconnectAfter);
  };
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(lose, longestSilence);
  };
  function connect() {
    if (closed) return;
    source = new EventSource(next, { withCredentials: true });
    next = address;
    heard();
    source.addEventListener("error", lose);
    for (const name of names) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        heard();
        if (name === "hello") on.link("live");
        if (name !== "heartbeat") on.message({ name, data: JSON.parse(event.data) } as LiveMessage);
      });
    }
  }
  const offline = () => lose();
  const online = () => {
    clearTimeout(again);
    if (source === null) connect();
  };
  window.addEventListener("offline", offline);
  window.addEventListener("online", online);
  connect();
  return {
    close() {
      closed = true;
      window.removeEventListener("offline", offline);
      window.removeEventListener("online", online);
      clearTimeout(again);
      clearTimeout(silence);
      source?.close();
    },
  };
}
