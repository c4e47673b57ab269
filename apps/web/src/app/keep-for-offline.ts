/** Lets the tablet keep the bedside's files, once the page has come to rest. Without it everything works but a reload without the network. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const register = () => void navigator.serviceWorker.register("/service-worker.js").catch(() => undefined);
  setTimeout(register, 5_000);
}
