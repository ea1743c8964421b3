import { once } from "node:events";
import { Agent } from "node:http";
import { WebSocket } from "ws";
import { postJson } from "../post-json.ts";

// The least that a fake can be asked to serve: every event is acknowledged as it comes, and every mention is
// answered at once with the same words. It shows how fast the fake itself is.

const { SLACK_BOT_TOKEN = "", SLACK_APP_TOKEN = "", SLACK_API_URL = "" } = process.env;
const agent = new Agent({ keepAlive: true });

async function call(method: string, token: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await postJson(agent, `${SLACK_API_URL}${method}`, JSON.stringify(body), headers);
  if (!answer.ok) throw new Error(`${method} was refused: ${answer.error}`);
  return answer;
}

const { url } = await call("apps.connections.open", SLACK_APP_TOKEN, {});
const socket = new WebSocket(String(url));
socket.on("message", async (data) => {
  const { envelope_id, payload } = JSON.parse(String(data));
  if (!envelope_id) return;
  socket.send(JSON.stringify({ envelope_id }));
  const { type, channel, ts } = payload.event;
  if (type === "app_mention")
    await call("chat.postMessage", SLACK_BOT_TOKEN, { channel, thread_ts: ts, text: "On Tuesday." });
});
await once(socket, "open");
process.stdout.write(`The trivial client is connected to ${SLACK_API_URL}\n`);
