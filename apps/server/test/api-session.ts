/** Speaks to a running server as a browser on its own page does: cookies, own origin, JSON. */
import type { OperationAnswer, OperationId } from "@stroma/api";
import { operations } from "@stroma/api/operations";

export interface ApiSession {
  call<Id extends OperationId>(id: Id, params?: Readonly<Record<string, string>>, body?: unknown): Promise<OperationAnswer<Id>>;
  readonly cookies: ReadonlyMap<string, string>;
}

/** Every answer but 2xx is thrown with what the server said. */
export function openApiSession(address: string, begunWith: ReadonlyMap<string, string> = new Map()): ApiSession {
  const cookies = new Map(begunWith);
  return {
    cookies,
    async call(id, params = {}, body) {
      const { method, path } = operations[id];
      const url = new URL(path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(params[name] ?? "")), address);
      const response = await fetch(url, {
        method,
        headers: { origin: address, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "), ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
        cookies.set(name, value);
      }
      const text = await response.text();
      if (!response.ok) throw new Error(`${id} answered ${response.status}: ${text.slice(0, 2000)}`);
      return (response.headers.get("content-type")?.includes("json") === true ? JSON.parse(text) : text) as OperationAnswer<typeof id>;
    },
  };
}

/** Signs in by the one-time link of a first start. */
export async function signInByLink(address: string, link: string): Promise<ApiSession> {
  const session = openApiSession(address);
  await session.call("redeemLink", {}, { token: decodeURIComponent(link.split("#/sign-in/")[1] ?? "") });
  return session;
}
