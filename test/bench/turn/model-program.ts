import { subscribe } from "node:diagnostics_channel";
import { startMessagesServer } from "../../fakes/messages-server/messages-server.ts";
import { text } from "../../fakes/messages-server/reply.ts";
import { instantMs } from "../instant.ts";
import type { ModelTimes } from "./measured-model.ts";

// A Messages server that answers at once, always the same, and keeps when each request came and went.
// Its first line of output is its URL; to any message of its parent it answers with the times since the last.
const server = await startMessagesServer({
  script: () => text(["The gateway was moved ", "to the new cluster ", "on Tuesday."]),
});
const arrivedAtMs: number[] = [];
const answeredAtMs: number[] = [];
subscribe("http.server.request.start", () => {
  arrivedAtMs.push(instantMs());
});
subscribe("http.server.response.finish", () => {
  answeredAtMs.push(instantMs());
});
process.on("message", () => {
  const times: ModelTimes = { arrivedAtMs: arrivedAtMs.splice(0), answeredAtMs: answeredAtMs.splice(0) };
  process.send?.(times);
});
process.stdout.write(`${server.url}\n`);
