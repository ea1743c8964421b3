import { once } from "node:events";
import { Agent, type ClientRequest, get, type IncomingMessage } from "node:http";
import { instantMs } from "../instant.ts";
import { postJson } from "../post-json.ts";
import { type Asked, TurnBook } from "../turn-book.ts";

/** Somebody at the playground's HTTP interface who asks and watches for answers, at little cost of its own. */
export interface Asker {
  /** Mentions Reverie in the channel. Resolves once the answer stands, complete. */
  ask(question: string): Promise<Asked>;
  close(): void;
}

/** A message as the events give it, as far as it matters here. */
interface SeenMessage {
  readonly author: string;
  readonly thread?: string;
  readonly streaming?: true;
}

/** Opens the stream of events of a program that speaks the playground's interface. */
export async function openAsker(url: string): Promise<Asker> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const book = new TurnBook();
  const watching = await watch(`${url}/playground/events?person=ana`, (event) => {
    if (event.author === "reverie" && event.thread && !event.streaming) book.answered(event.thread);
  });
  return {
    async ask(question) {
      const body = JSON.stringify({ person: "ana", channel: "general", text: `@reverie ${question}` });
      const sentAtMs = instantMs();
      const { id } = await postJson(agent, `${url}/playground/messages`, body);
      book.sent(String(id), sentAtMs);
      return book.answerTo(String(id));
    },
    close() {
      watching.destroy();
      agent.destroy();
    },
  };
}

async function watch(url: string, take: (message: SeenMessage) => void): Promise<ClientRequest> {
  const asked = get(url);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  let rest = "";
  response.setEncoding("utf8").on("data", (chunk: string) => {
    const events = (rest + chunk).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = /^data: (.*)$/mu.exec(event)?.[1];
      if (data) take(JSON.parse(data) as SeenMessage);
    }
  });
  // The end of a program breaks the stream off, which is no failure of the measurement.
  response.on("error", () => undefined);
  asked.on("error", () => undefined);
  return asked;
}
