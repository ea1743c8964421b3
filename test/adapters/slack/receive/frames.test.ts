import { describe, expect, it } from "vitest";
import { openReceiving } from "./open-house.ts";

const line = { type: "events_api", envelope_id: "envelope-crafted", accepts_response_payload: false };

const garbage: readonly (readonly [string, string | Buffer])[] = [
  ["no JSON", "{not json"],
  ["nothing at all", ""],
  ["a number", "5"],
  ["null", "null"],
  ["a list", "[1,2]"],
  ["an object without a type", "{}"],
  ["a type of another kind", JSON.stringify({ type: 5 })],
  ["an unknown type", JSON.stringify({ type: "surprise", envelope_id: "e", payload: {} })],
  ["an unknown type without a payload", JSON.stringify({ type: "surprise", envelope_id: "e" })],
  ["an interaction without a payload", JSON.stringify({ type: "interactive", envelope_id: "e" })],
  [
    "an interaction of nobody",
    JSON.stringify({ ...line, type: "interactive", payload: { type: "block_actions" } }),
  ],
  [
    "a command of nobody",
    JSON.stringify({ ...line, type: "slash_commands", payload: { command: "/reverie" } }),
  ],
  ["a payload that is a text", JSON.stringify({ ...line, payload: "x" })],
  ["an envelope without a payload", JSON.stringify(line)],
  ["an envelope without an event", JSON.stringify({ ...line, payload: { type: "event_callback" } })],
  ["an event of null", JSON.stringify({ ...line, payload: { type: "event_callback", event: null } })],
  ["an event that is a list", JSON.stringify({ ...line, payload: { type: "event_callback", event: [] } })],
  [
    "an event whose type is a number",
    JSON.stringify({ ...line, payload: { type: "event_callback", event: { type: 5 } } }),
  ],
  [
    "an event of nothing but a type",
    JSON.stringify({ ...line, payload: { type: "event_callback", event: { type: "message" } } }),
  ],
  [
    "an item that is no object",
    JSON.stringify({
      ...line,
      payload: { type: "event_callback", event: { type: "reaction_added", item: "x" } },
    }),
  ],
  ["depth", "[".repeat(100_000)],
  ["bytes", Buffer.from([0, 255, 1, 2])],
  ["bytes that read as a frame", Buffer.from(JSON.stringify({ ...line, payload: {} }))],
  ["bytes that read as a farewell", Buffer.from(JSON.stringify({ type: "disconnect", reason: "warning" }))],
];

describe("a frame that is", () => {
  it.each(garbage)("%s changes nothing, and what follows is taken", async (_name, frame) => {
    const house = await openReceiving();
    await house.fake.socket.connected(2);
    const connections = house.fake.socket.connections();
    // The fake's hub hands on whatever the WebSocket takes; bytes make a binary frame.
    house.fake.socket.raw(frame as string);
    house.fake.world.say({ person: "ana", channel: "dm-ana", text: "are you there?" });
    await house.until(async () => (await house.recorded("D0ANA")).length === 2, "an answer");
    expect(house.fake.socket.connections()).toEqual(connections);
    expect(house.answers("dm-ana")).toHaveLength(1);
    expect(house.slack.state().state).toBe("ok");
  });
});
