import { once } from "node:events";
import { Agent } from "node:http";
import { GatewayDispatchEvents, GatewayIntentBits, GatewayOpcodes } from "discord-api-types/v10";
import { WebSocket } from "ws";
import { postJson } from "../post-json.ts";

// The least that a fake can be asked to serve: every mention is answered at once with the same words. It shows
// how fast the fake itself is, without the SDK's own limit.

const { DISCORD_TOKEN = "", DISCORD_API_URL = "" } = process.env;
const agent = new Agent({ keepAlive: true });
const headers = { authorization: `Bot ${DISCORD_TOKEN}` };
const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.MessageContent;

const socket = new WebSocket(
  `${new URL("/gateway?v=10&encoding=json", DISCORD_API_URL)}`.replace("http", "ws"),
);
socket.on("message", async (data) => {
  const { op, t, d } = JSON.parse(String(data));
  if (op === GatewayOpcodes.Hello) {
    const identify = { token: DISCORD_TOKEN, intents, properties: {} };
    socket.send(JSON.stringify({ op: GatewayOpcodes.Identify, d: identify }));
  }
  if (t !== GatewayDispatchEvents.MessageCreate || d.author.bot || d.mentions.length === 0) return;
  const body = { content: "On Tuesday.", message_reference: { message_id: d.id } };
  await postJson(
    agent,
    `${DISCORD_API_URL}/v10/channels/${d.channel_id}/messages`,
    JSON.stringify(body),
    headers,
  );
});
await once(socket, "open");
process.stdout.write(`The trivial client is connected to ${DISCORD_API_URL}\n`);
