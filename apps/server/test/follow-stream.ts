import { request } from "node:http";
import type { AddressInfo } from "node:net";
import type { LiveMessage } from "@stroma/api";
import { type TestApp, addressOf } from "./test-app.ts";

/** Follows a stream as a browser does; `until` waits for the first message that fits. */
export async function followStream(app: TestApp["app"], id: "followSite" | "followInfusion", place: { readonly siteId: string; readonly infusionId: string }, cookie: string, query: Readonly<Record<string, string>> = {}) {
  const messages: LiveMessage[] = [];
  const waiting = new Set<() => void>();
  let rest = "";
  const { port } = app.server.address() as AddressInfo;
  const asked = request({ port, host: "127.0.0.1", path: `${addressOf(id, place)}?${new URLSearchParams(query)}`, headers: { cookie } });
  let ended = (): void => undefined;
  /** Settles when the server ends the stream. */
  const end = new Promise<"ended">((resolve) => {
    ended = () => resolve("ended");
  });
  const status = await new Promise<number>((resolve, reject) => {
    asked.on("error", reject);
    asked.on("response", (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.on("error", () => undefined);
      answer.on("close", ended);
      answer.setEncoding("utf8").on("data", (text: string) => {
        rest += text;
        const parts = rest.split("\n\n");
        rest = parts.pop() ?? "";
        for (const part of parts) {
          const [name, data] = part.split("\n");
          messages.push({ name: name?.replace("event: ", ""), data: JSON.parse(data?.replace("data: ", "") ?? "null") } as LiveMessage);
        }
        for (const look of waiting) look();
      });
    });
    asked.end();
  });
  const until = <T>(find: (message: LiveMessage) => T | null): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Not told within 30 s; told: ${JSON.stringify(messages).slice(0, 1500)}`)), 30_000);
      const look = () => {
        for (const message of messages) {
          const found = find(message);
          if (found === null) continue;
          clearTimeout(timer);
          waiting.delete(look);
          return resolve(found);
        }
      };
      waiting.add(look);
      look();
    });
  return { status, until, messages, ended: end, end: () => asked.destroy() };
}
