import { once } from "node:events";
import { Agent, type ClientRequest, get, type IncomingMessage, request } from "node:http";
import { instantMs } from "../instant.ts";

/** Somebody at the playground's HTTP interface who asks and watches for answers, at little cost of its own. */
export interface Asker {
  /** Mentions Reverie in the channel. Resolves once the answer stands, complete. */
  ask(question: string): Promise<Asked>;
  close(): void;
}

/** When a mention was sent and when its complete answer was seen, by `instantMs`. */
export interface Asked {
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
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
  const answers = new AnswerBook();
  const watching = await watch(`${url}/playground/events?person=ana`, (event) => {
    if (event.author === "reverie" && event.thread && !event.streaming) answers.seen(event.thread);
  });
  return {
    async ask(question) {
      const body = JSON.stringify({ person: "ana", channel: "general", text: `@reverie ${question}` });
      const sentAtMs = instantMs();
      const { id } = await post(agent, `${url}/playground/messages`, body);
      return { sentAtMs, answeredAtMs: await answers.of(id) };
    },
    close() {
      watching.destroy();
      agent.destroy();
    },
  };
}

/** The instants of answers by the message that they answer, whichever of answer and asker comes first. */
class AnswerBook {
  readonly #answers = new Map<string, PromiseWithResolvers<number>>();

  seen(message: string): void {
    this.#entry(message).resolve(instantMs());
  }

  async of(message: string): Promise<number> {
    const at = await this.#entry(message).promise;
    this.#answers.delete(message);
    return at;
  }

  #entry(message: string): PromiseWithResolvers<number> {
    const entry = this.#answers.get(message) ?? Promise.withResolvers<number>();
    this.#answers.set(message, entry);
    return entry;
  }
}

async function post(agent: Agent, url: string, body: string): Promise<{ readonly id: string }> {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const sent = request(url, { agent, method: "POST", headers });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const answer = (await response.setEncoding("utf8").toArray()).join("");
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}: ${answer}`);
  return JSON.parse(answer) as { id: string };
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
