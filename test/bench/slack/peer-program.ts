import { Anthropic } from "@anthropic-ai/sdk";
import { App, LogLevel } from "@slack/bolt";

// What one writes first with Bolt and the SDK: a mention is asked of the model, and the answer posted once in
// the thread. No history, no memory, nothing durable.

const {
  SLACK_BOT_TOKEN = "",
  SLACK_APP_TOKEN = "",
  SLACK_API_URL = "",
  ANTHROPIC_BASE_URL = "",
} = process.env;
const model = new Anthropic({ apiKey: "no-real-key", baseURL: ANTHROPIC_BASE_URL });
const app = new App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: SLACK_API_URL },
});

app.event("app_mention", async ({ event, client }) => {
  const message = await model.messages
    .stream({
      model: "claude-sonnet-5-5",
      max_tokens: 8000,
      messages: [{ role: "user", content: event.text }],
    })
    .finalMessage();
  const text = message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
  await client.chat.postMessage({ channel: event.channel, thread_ts: event.thread_ts ?? event.ts, text });
});

await app.start();
process.stdout.write(`The peer is connected to ${SLACK_API_URL}\n`);
