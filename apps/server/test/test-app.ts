/** A whole application on a database of its own, and people of every role at two sites. */
import { type OperationId, contract } from "@stroma/api";
import { operations } from "@stroma/api/operations";
import { type Role, roles } from "@stroma/domain";
import { Compile } from "typebox/compile";
import { v7 as uuidv7 } from "uuid";
import { createApp } from "../src/app.ts";
import type { AppOptions } from "../src/app-parts.ts";
import { hashToken, newToken } from "../src/auth/secrets.ts";
import { insertDevice } from "../src/store/device-store.ts";
import { insertPerson, setSiteRole } from "../src/store/person-store.ts";
import { insertSession } from "../src/store/session-store.ts";
import { openStore } from "../src/store/open-store.ts";
import { createTestDatabase } from "./database.ts";
import { sampleOf } from "./sample-of.ts";

export const host = "stroma.test";
export const ownOrigin = { host, origin: `http://${host}` } as const;

const answerShapes = new Map<OperationId, ReturnType<typeof Compile>>();
/** Every answer of every test is held against the contract. */
function checkAnswer(id: OperationId, answer: unknown): void {
  const schema = contract[id].answer;
  if (schema === null) return;
  let shape = answerShapes.get(id);
  if (shape === undefined) answerShapes.set(id, (shape = Compile(schema)));
  // What is sent counts, not what JSON leaves out.
  const sent: unknown = JSON.parse(JSON.stringify(answer));
  if (!shape.Check(sent)) throw new Error(`The answer of ${id} breaks the contract: ${JSON.stringify(shape.Errors(sent).slice(0, 5))}`);
}

export async function startTestApp(options: Partial<AppOptions> = {}) {
  const database = await createTestDatabase();
  const store = openStore({ url: database.serverUrl });
  const app = await createApp({ store, version: "0.0.0-test", realNow: () => Date.now(), checkAnswer, ...options });
  await app.ready();
  return {
    database,
    store,
    app,
    close: async () => {
      await app.close();
      await store.close();
      await database.drop();
    },
  };
}
export type TestApp = Awaited<ReturnType<typeof startTestApp>>;

export interface TestPerson {
  readonly id: string;
  readonly cookie: string;
}

/** A person who is signed in already. */
export async function signedIn(test: TestApp, siteIds: readonly string[], held: readonly Role[], name = `p-${uuidv7()}`): Promise<TestPerson> {
  const id = uuidv7();
  const token = newToken();
  const now = new Date().toISOString();
  await test.store.auth(async (tx) => {
    await insertPerson(tx, { id, userName: name, displayName: name, example: false, badge: null, now });
    for (const siteId of siteIds) await setSiteRole(tx, siteId, id, held, []);
    await insertSession(tx, { tokenHash: hashToken(token), personId: id, deviceId: null, now, expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
  });
  return { id, cookie: `stroma_session=${token}` };
}

export async function everyRole(test: TestApp, siteId: string): Promise<Readonly<Record<Role, TestPerson>>> {
  const made = await Promise.all(roles.map(async (role) => [role, await signedIn(test, [siteId], [role])] as const));
  return Object.fromEntries(made) as Record<Role, TestPerson>;
}

export async function deviceToken(test: TestApp, siteId: string, kind: "tablet" | "gateway"): Promise<{ readonly id: string; readonly token: string }> {
  const token = newToken();
  const id = uuidv7();
  await test.store.auth((tx) => insertDevice(tx, { id, siteId, name: `Test ${kind}`, kind, tokenHash: hashToken(token), now: new Date().toISOString(), createdBy: null }));
  return { id, token };
}

/** The address of an operation; parts that are not given get a sample. */
export function addressOf(id: OperationId, params: Readonly<Record<string, string>> = {}): string {
  const shapes = contract[id].params as Readonly<Record<string, unknown>>;
  return operations[id].path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => params[name] ?? String(sampleOf(shapes[name])));
}

export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly cookie?: string;
}

/** Calls an operation as a browser on our own page would. Without `body` it sends the smallest one that fits. */
export async function call(test: TestApp, id: OperationId, how: Call = {}) {
  const schema = contract[id].body;
  const body = "body" in how ? how.body : schema === null ? undefined : sampleOf(schema);
  return test.app.inject({
    method: operations[id].method,
    url: addressOf(id, how.params),
    headers: { ...ownOrigin, ...(how.cookie === undefined ? {} : { cookie: how.cookie }), ...(body === undefined ? {} : { "content-type": "application/json" }), ...how.headers },
    ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}
