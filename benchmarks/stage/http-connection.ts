/**
 * One kept-alive HTTP/1.1 connection that sends one request at a time. Written by hand because client, server and
 * database share two cores here: a client that costs little leaves the number to the server.
 */
import { connect } from "node:net";

export interface Answer {
  readonly status: number;
  readonly body: string;
}
export interface HttpConnection {
  post(path: string, headers: string, body: string): Promise<Answer>;
  close(): void;
}

/** `headers` of a post: whole lines, each with its CRLF. Throws when the connection ends before the answer. */
export function openConnection(port: number): Promise<HttpConnection> {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  let received = Buffer.alloc(0);
  let waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | null = null;
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = null;
  };
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = readAnswer(received);
    if (answer === null) return;
    received = Buffer.alloc(0);
    const one = waiting;
    waiting = null;
    one?.resolve(answer);
  });
  socket.on("close", () => fail(new Error("The server closed the connection.")));
  const connection: HttpConnection = {
    post: (path, headers, body) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error("The server had closed the connection."));
        waiting = { resolve, reject };
        socket.write(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: http://127.0.0.1:${port}\r\ncontent-type: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      }),
    close: () => socket.destroy(),
  };
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(connection));
    socket.on("error", (error) => {
      fail(error);
      reject(error);
    });
  });
}

/** `null` while the answer is not whole. */
function readAnswer(received: Buffer): Answer | null {
  const end = received.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const head = received.toString("latin1", 0, end);
  const length = Number(/\r\ncontent-length: (\d+)/iu.exec(head)?.[1]);
  if (!Number.isSafeInteger(length)) throw new Error(`An answer without length:\n${head}`);
  if (received.length < end + 4 + length) return null;
  return { status: Number(head.slice(9, 12)), body: received.toString("utf8", end + 4, end + 4 + length) };
}
