import { describe, expect, it } from "vitest";
import { openFake, outcomeOf } from "./open-fake.ts";

const channel = "C0GENERAL";
const recipient = { recipient_user_id: "U0ANA", recipient_team_id: "T0TEAM" };

async function openThread(settings: { streamLifeMs?: number } = {}) {
  const parts = await openFake({ settings });
  const { ts: thread_ts } = parts.fake.world.say({ person: "ana", channel: "general", text: "?" });
  const start = (given: object) => parts.client.apiCall("chat.startStream", { channel, thread_ts, ...given });
  const standing = () => parts.fake.world.messages({ channel: "general", thread: thread_ts })[1];
  return { ...parts, thread_ts, start, standing };
}

describe("a stream", () => {
  it.each([
    [{}, "missing_recipient_team_id"],
    [{ recipient_team_id: "T0TEAM" }, "missing_recipient_user_id"],
    [{ ...recipient, recipient_user_id: "U0NOBODY" }, "user_not_found"],
    [{ ...recipient, thread_ts: "" }, "invalid_arguments"],
    [{ ...recipient, thread_ts: "1.000001" }, "thread_not_found"],
    [{ ...recipient, channel: "C0OLD" }, "is_archived"],
    [{ ...recipient, markdown_text: "x".repeat(12_001) }, "msg_too_long"],
    [{ ...recipient, chunks: [{ type: "shout", text: "x" }] }, "invalid_chunks"],
    [recipient, "ok"],
  ])("starts with %j: %s", async (given, code) => {
    const { start } = await openThread();
    expect(await outcomeOf(start(given))).toBe(code);
  });

  it("needs no recipient in a direct conversation, and may not be on offer at all", async () => {
    const { fake, client } = await openFake();
    const { ts: thread_ts } = fake.world.say({ person: "ana", channel: "dm-ana", text: "?" });
    const start = () =>
      outcomeOf(client.chat.startStream({ channel: "D0ANA", thread_ts, markdown_text: "a" }));
    expect(await start()).toBe("ok");
    fake.world.configure({ streamError: "channel_type_not_supported" });
    expect(await start()).toBe("channel_type_not_supported");
  });

  it("grows and stops, by the vendor's streamer", async () => {
    const { client, thread_ts, standing } = await openThread();
    const streamer = client.chatStream({ channel, thread_ts, ...recipient, buffer_size: 1 });
    await streamer.append({ markdown_text: "one " });
    const { ts = "" } = streamer;
    expect(standing()).toMatchObject({ text: "one ", streaming: "in_progress", isBroken: false });
    await streamer.append({ markdown_text: "two" });
    const update = () => outcomeOf(client.chat.update({ channel, ts, text: "x" }));
    expect(await update()).toBe("streaming_state_conflict");
    await streamer.stop({ blocks: [{ type: "divider" }] });
    expect(standing()).toMatchObject({
      text: "one two",
      streaming: "completed",
      blocks: [{ type: "divider" }],
    });
    const append = () => outcomeOf(client.chat.appendStream({ channel, ts, markdown_text: "x" }));
    expect(await append()).toBe("message_not_in_streaming_state");
    expect(await outcomeOf(client.chat.stopStream({ channel, ts }))).toBe("message_not_in_streaming_state");
    expect(await update()).toBe("ok");
  });

  it("E13: expires, stands there broken, and is mended by an update", async () => {
    const { client, clock, start, standing } = await openThread({ streamLifeMs: 2000 });
    const { ts } = (await start({ ...recipient, markdown_text: "half" })) as unknown as { ts: string };
    await clock.advance(1999);
    expect(await outcomeOf(client.chat.appendStream({ channel, ts, markdown_text: "x" }))).toBe("ok");
    await clock.advance(1);
    expect(standing()).toMatchObject({ streaming: "errored", isBroken: true });
    const append = client.chat.appendStream({ channel, ts, markdown_text: "x" });
    expect(await outcomeOf(append)).toBe("message_not_in_streaming_state");
    expect(await outcomeOf(client.chat.stopStream({ channel, ts }))).toBe("message_not_in_streaming_state");
    await client.chat.update({ channel, ts, text: "whole" });
    expect(standing()).toMatchObject({ text: "whole", streaming: null, isBroken: false });
  });

  it("A20: is stopped by a person", async () => {
    const { client, fake, start, thread_ts, standing } = await openThread();
    const { ts } = (await start({ ...recipient, markdown_text: "half" })) as unknown as { ts: string };
    fake.world.pressStop({ person: "ana", channel: "general", thread: thread_ts });
    expect(await outcomeOf(client.chat.appendStream({ channel, ts, markdown_text: "x" }))).toBe(
      "stopped_by_user",
    );
    expect(standing()).toMatchObject({ streaming: "completed" });
    expect(fake.world.records.ownFaults).toEqual([]);
  });
});
