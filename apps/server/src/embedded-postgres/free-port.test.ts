import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { findFreePort } from "./free-port.ts";

test("the database's port is none of those that outgoing connections get, so that it can be had back", async () => {
  for (let turn = 0; turn < 20; turn += 1) {
    const port = await findFreePort();
    expect(port).toBeGreaterThanOrEqual(15_000);
    expect(port).toBeLessThan(30_000);
  }
});

test("a port that is taken is passed over, and where all are taken it says so", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const taken = (other.address() as AddressInfo).port;
  const free = await findFreePort();
  const candidates = [taken, taken, free];
  expect(await findFreePort(() => candidates.shift() ?? 0)).toBe(free);
  await expect(findFreePort(() => taken)).rejects.toThrow(/None of 50 ports/u);
  other.close();
});
