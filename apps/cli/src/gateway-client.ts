/** Speaks to a running server as a device: the gateway's token, JSON, timeouts. */
import { type OperationAnswer, type OperationBody, type OperationId, type Problem, operations } from "@stroma/api";
import { CommandRefusal } from "./outcome.ts";

export interface GatewayClient {
  call<Id extends OperationId>(id: Id, body: OperationBody<Id>): Promise<OperationAnswer<Id>>;
}

export function connectGateway(options: { readonly url: string; readonly token: string }): GatewayClient {
  return {
    async call(id, body) {
      const { method, path } = operations[id];
      let response: Response;
      try {
        response = await fetch(new URL(path, options.url), {
          method,
          headers: { authorization: `Bearer ${options.token}`, ...(body === null ? {} : { "content-type": "application/json" }) },
          ...(body === null ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(15_000),
        });
      } catch (error) {
        throw new CommandRefusal("server-unreachable", `${options.url} does not answer (${(error as Error).message}).`, "start the server, or give its address with --url.");
      }
      const answer: unknown = await response.json().catch(() => null);
      if (response.ok) return answer as OperationAnswer<typeof id>;
      const problem = answer as Partial<Problem> | null;
      const faults = (problem?.faults ?? []).map((fault) => `\n    ${fault.path}: ${fault.message} ${fault.remedy}`).join("");
      throw new CommandRefusal(problem?.code ?? `http-${response.status}`, `${problem?.message ?? `The server answers ${response.status}.`}${faults}`, problem?.remedy ?? "see the server's log.");
    },
  };
}
