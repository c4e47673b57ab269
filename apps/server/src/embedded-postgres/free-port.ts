import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports from which systems take those of outgoing connections (Linux from 32768, others from 49152). A connection
 * that tries a port of that kind while nobody listens there can be given the same number and meet itself; the database that ended
 * could then never have its port back.
 */
const [lowest, highest] = [15_000, 29_999];

/** A loopback port that was free a moment ago, outside of those for outgoing connections. The caller copes when somebody is faster. */
export async function findFreePort(candidates: () => number = () => randomInt(lowest, highest + 1)): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = candidates();
    if (await isFree(port)) return port;
  }
  throw new Error(`None of 50 ports from ${lowest} to ${highest} was free.`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => void probe.close(() => resolve(true)));
  });
