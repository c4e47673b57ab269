/** The worker of the page. The page starts it twice: one has the figures, the other draws and advises, so that no picture is in the way of a figure. */
import { DesignRefusal } from "@stroma/stats";
import { adviseConduct } from "./advise-conduct.ts";
import { answerFigures } from "./answer-figures.ts";
import { drawPictures } from "./draw-pictures.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { readBoundary } from "./read-boundary.ts";
import { tellZeroEvents } from "./tell-zero-events.ts";

// The type of a worker's global is not that of a page's.
const worker = globalThis as unknown as { postMessage: (message: FromWorker) => void; addEventListener: (kind: "message", hear: (event: MessageEvent<ToWorker>) => void) => void };
// A worker speaks to its page alone.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const say = (message: FromWorker) => worker.postMessage(message);
let wanted = 0;

worker.addEventListener("message", ({ data }) => void hear(data));

async function hear(message: ToWorker): Promise<void> {
  const id = message.topic === "stop" ? wanted : message.topic === "figures" ? message.question.id : message.id;
  try {
    if (message.topic === "stop") {
      wanted = -1;
      say({ topic: "stopped", id });
    } else if (message.topic === "figures") {
      wanted = id;
      await answerFigures(message.question, say, () => wanted === id);
    } else if (message.topic === "pictures") drawPictures(message, say);
    else if (message.topic === "conduct") say(adviseConduct(message));
    else if (message.topic === "zero-events") say(tellZeroEvents(message));
    else say(readBoundary(message));
  } catch (error) {
    say({ topic: "refused", of: message.topic, id, ...wordsOf(error) });
  }
}

function wordsOf(error: unknown): { readonly path: string; readonly message: string } {
  if (error instanceof DesignRefusal) return { path: error.path, message: error.message.slice(error.path.length + 2) };
  return { path: "", message: error instanceof Error ? error.message : String(error) };
}
