/** Follows a stream of server-sent events, as a browser does. */
import { get } from "node:http";

export interface StreamEnd {
  close(): void;
}

/** Settles with the first message. `onMessage` gets the name and the text of the data. */
export function followStream(url: string, cookie: string, onMessage: (name: string, data: string) => void): Promise<StreamEnd> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { cookie, accept: "text/event-stream" }, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`${url} answers ${answer.statusCode}`));
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        const messages = text.split("\n\n");
        text = messages.pop() ?? "";
        for (const message of messages) {
          const [, name = "", data = ""] = /^event: (\S+)\ndata: (.*)$/su.exec(message) ?? [];
          onMessage(name, data);
        }
        resolve({ close: () => request.destroy() });
      });
    });
    // After the first message this is our own closing.
    request.on("error", reject);
  });
}
