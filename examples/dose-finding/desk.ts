/** The second worker: draws and advises. One request of each kind is under way, and the newest waits; what lies between is never asked. */
import type { DeskAnswer, DeskRequest } from "./messages.ts";

type Topic = DeskRequest["topic"];
type Unnumbered<Request> = Request extends DeskRequest ? Omit<Request, "id"> : never;

export class Desk {
  private readonly worker: Worker;
  private readonly underWay = new Set<Topic>();
  private readonly next = new Map<Topic, DeskRequest>();
  /** By kind: what was asked last. */
  private readonly asked = new Map<Topic, string>();
  private id = 0;

  constructor(worker: Worker, hear: (answer: DeskAnswer) => void) {
    this.worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<DeskAnswer>) => {
      hear(data);
      const done = data.topic === "picture" || (data.topic === "refused" && data.of === "pictures" && data.path === "depth") ? null : data.topic === "refused" ? data.of : data.topic === "drawn" ? "pictures" : data.topic;
      if (done === null || done === "figures" || done === "stop") return;
      this.underWay.delete(done);
      const waiting = this.next.get(done);
      this.next.delete(done);
      if (waiting !== undefined) this.send(waiting);
    });
  }

  /** What was asked last is not asked again; pictures may be, they know themselves which of them are new. */
  ask(request: Unnumbered<DeskRequest>): void {
    if (request.topic !== "pictures") {
      const key = JSON.stringify(request);
      if (this.asked.get(request.topic) === key) return;
      this.asked.set(request.topic, key);
    }
    const numbered = { ...request, id: (this.id += 1) } as DeskRequest;
    if (this.underWay.has(request.topic)) this.next.set(request.topic, numbered);
    else this.send(numbered);
  }

  private send(request: DeskRequest): void {
    this.underWay.add(request.topic);
    // A worker has no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.worker.postMessage(request);
  }
}
