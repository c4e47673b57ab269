/** Is the server within reach? Fed by every call and by the live streams. */
import { useSyncExternalStore } from "react";

export type Connection = "online" | "offline";
let connection: Connection = typeof navigator !== "undefined" && navigator.onLine === false ? "offline" : "online";
const listeners = new Set<() => void>();

export function noteConnection(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const listener of listeners) listener();
}
export function readConnection(): Connection {
  return connection;
}
function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
if (typeof window !== "undefined") window.addEventListener("offline", () => noteConnection("offline"));

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, readConnection);
}
