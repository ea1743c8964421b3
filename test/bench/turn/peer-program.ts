import { EventEmitter } from "node:events";
import { Anthropic } from "@anthropic-ai/sdk";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";

// The least that answers mentions over the playground's HTTP interface: no history, no memory, nothing durable.
// Each answer is asked of the model with the question alone, and posted once.

interface Said {
  readonly id: string;
  readonly channel: string;
  readonly thread?: string;
  readonly author: string;
  readonly text: string;
}

const model = new Anthropic({ apiKey: "key", baseURL: process.env.ANTHROPIC_BASE_URL ?? "", maxRetries: 0 });
const events = new EventEmitter();
let count = 0;

function post(message: Omit<Said, "id">): string {
  count += 1;
  const said: Said = { id: `m${count}`, ...message };
  events.emit("said", said);
  return said.id;
}

async function answer(channel: string, thread: string, question: string): Promise<void> {
  const message = await model.messages
    .stream({ model: "claude-sonnet-5-5", max_tokens: 8000, messages: [{ role: "user", content: question }] })
    .finalMessage();
  const text = message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
  post({ channel, thread, author: "reverie", text });
}

const app = new Hono();
app.post("/playground/messages", async (context) => {
  const { person, channel, text } = await context.req.json();
  const id = post({ channel, author: person, text });
  void answer(channel, id, text);
  return context.json({ id });
});
app.get("/playground/events", (context) =>
  streamSSE(context, async (stream) => {
    events.on("said", (said) => void stream.writeSSE({ event: "message", data: JSON.stringify(said) }));
    await stream.write(": open\n\n");
    await new Promise(() => undefined);
  }),
);
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
