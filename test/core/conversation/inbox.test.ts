import { describe, expect, it } from "vitest";
import { playgroundWorkspace } from "../../../src/adapters/playground/cast.ts";
import { asId, type ChannelId, type MessageId, type PersonId } from "../../../src/core/ids.ts";
import type { IncomingMessage } from "../../../src/core/ports/platform.ts";
import { openTalkingHouse, type TalkingHouse } from "./talking-house.ts";

const root = asId<MessageId>("root");
const noon = Date.UTC(2026, 10, 22, 12);

/** Something that a platform tells of a thread, whenever it tells it. */
function inThread(told: Partial<IncomingMessage> & { readonly id: MessageId }): IncomingMessage {
  const text = told.text ?? "and then?";
  return {
    channel: asId<ChannelId>("general"),
    thread: root,
    author: asId<PersonId>("ben"),
    text,
    asked: text,
    mentionsReverie: false,
    mentionsOthers: false,
    repliesTo: null,
    files: [],
    saidAt: noon,
    version: told.saidAt ?? noon,
    ...told,
  };
}

async function openThread(): Promise<{
  readonly house: TalkingHouse;
  readonly tell: (message: IncomingMessage) => Promise<boolean>;
}> {
  const house = await openTalkingHouse();
  /** Tells of a message; gives whether it was taken for a question. */
  const tell = async (message: IncomingMessage) => {
    const handler = house.playground.handler();
    await handler.receive({ type: "message-said", workspace: playgroundWorkspace, message });
    await house.settle();
    const [kept] = await house.parts.history.get(playgroundWorkspace, [message.id]);
    return kept?.asked !== null;
  };
  const mention = inThread({ id: root, thread: null, author: asId("ana"), mentionsReverie: true });
  expect(await tell({ ...mention, text: "@reverie what about Friday?", asked: "what about Friday?" })).toBe(
    true,
  );
  return { house, tell };
}

describe("a thread that Reverie takes part in", () => {
  it("goes on without a mention, whoever goes on", async () => {
    const { tell } = await openThread();
    expect(await tell(inThread({ id: asId("m1"), author: asId("ana"), saidAt: noon + 1 }))).toBe(true);
    expect(await tell(inThread({ id: asId("m2"), author: asId("ben"), saidAt: noon + 2 }))).toBe(true);
  });

  it("A3: has nothing said to Reverie before it was asked, though it is told late", async () => {
    const { tell } = await openThread();
    expect(await tell(inThread({ id: asId("m3"), saidAt: noon - 1000 }))).toBe(false);
  });

  it("leaves alone what is said to somebody else", async () => {
    const { tell } = await openThread();
    const aside = inThread({
      id: asId("m4"),
      text: "@cleo can you?",
      mentionsOthers: true,
      saidAt: noon + 1,
    });
    expect(await tell(aside)).toBe(false);
    expect(await tell({ ...aside, id: asId("m5"), mentionsReverie: true })).toBe(true);
  });
});
