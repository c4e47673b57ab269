import { createServer } from "node:net";
import { Refusal } from "./refusal.ts";

/** Finds out before the database starts whether the address can be had, so that the refusal comes at once. */
export function refuseTakenPort(place: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => reject(asPortRefusal(error, place) ?? error));
    probe.listen(place.port, place.host, () => probe.close(() => resolve()));
  });
}

/** The refusal for an error of `listen`; null when the error says something else. */
export function asPortRefusal(
  error: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
): Refusal | null {
  switch (error.code ?? "") {
    case "EADDRINUSE":
      return new Refusal(
        "port-taken",
        `port ${port} on ${host} is taken by another program.`,
        `stop that program, or choose another port: --port ${port + 1}.`,
      );
    case "EACCES":
      return new Refusal(
        "port-taken",
        `port ${port} may not be opened by this account.`,
        "choose a port from 1024 on, for example --port 8787.",
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Refusal(
        "port-taken",
        `the address ${host} does not belong to this computer.`,
        "choose one that does, for example --host 127.0.0.1.",
      );
    default:
      return null;
  }
}
