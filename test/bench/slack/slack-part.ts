import { measureChat } from "../chat/chat-part.ts";

/** Reverie on Slack against plain Bolt with the SDK, both by Socket Mode. */
export function measureSlack() {
  return measureChat({
    fake: new URL("./slack-program.ts", import.meta.url),
    peer: new URL("./peer-program.ts", import.meta.url),
    trivial: new URL("./trivial-program.ts", import.meta.url),
    connections: 2,
    nodeOptions: [],
  });
}
