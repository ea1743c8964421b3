import { describe, expect, it } from "vitest";
import { incomingMessage } from "../../../../src/adapters/slack/receive/incoming-message.ts";
import { slackMessage } from "../../../../src/adapters/slack/receive/slack-message.ts";
import { reverie } from "../../../../src/core/message.ts";
import { reading } from "./generated-payloads.ts";

const ts = "1795348800.000100";
const root = "1795348700.000100";

function incoming(difference: object, opensThread = true, channel = "C0GENERAL") {
  const message = slackMessage.parse({ type: "message", user: "U0ANA", ts, text: "hello", ...difference });
  return incomingMessage(channel, message, { ...reading, opensThread });
}

describe("the thread of a message", () => {
  it("is the one that it was said in", () => {
    expect(incoming({ thread_ts: root }).thread).toBe(`C0GENERAL-${root}`);
    expect(incoming({ thread_ts: root }, false).thread).toBe(`C0GENERAL-${root}`);
  });

  it("is none at the top, or its own where it opens one; a root that has replies is at the top as well", () => {
    expect(incoming({}, false).thread).toBeNull();
    expect(incoming({ thread_ts: ts }, false).thread).toBeNull();
    expect(incoming({}, true).thread).toBe(`C0GENERAL-${ts}`);
  });

  it("stays the thread's where it is shown in the channel too", () => {
    expect(incoming({ subtype: "thread_broadcast", thread_ts: root }, false).thread).toBe(
      `C0GENERAL-${root}`,
    );
  });
});

describe("the author of a message", () => {
  it("is the person, the bot, or Reverie", () => {
    expect(incoming({}).author).toBe("U0ANA");
    expect(incoming({ user: "U0REVERIE" }).author).toBe(reverie);
    expect(incoming({ user: undefined, bot_id: "B0ROBO" }).author).toBe("B0ROBO");
  });
});

describe("the words of a message", () => {
  it("are told whole, and without the mention at the start", () => {
    const { text, asked, mentionsReverie } = incoming({ text: "<@U0REVERIE> ask <@U0ANA> if a &lt; b" });
    expect({ text, asked, mentionsReverie }).toEqual({
      text: "@reverie ask @Ana if a < b",
      asked: "ask @Ana if a < b",
      mentionsReverie: true,
    });
  });

  it("mention Reverie wherever they do, and not where somebody typed it", () => {
    expect(incoming({ text: "what says <@U0REVERIE>?" }).mentionsReverie).toBe(true);
    expect(incoming({ text: "&lt;@U0REVERIE&gt; @reverie" }).mentionsReverie).toBe(false);
    expect(incoming({ text: null })).toMatchObject({ text: "", asked: "", mentionsReverie: false });
  });
});

describe("the files of a message", () => {
  it("have a name, a type and a size, as far as Slack tells them", () => {
    const files = [
      { id: "F1", name: "a.txt", title: "A", mimetype: "text/plain", size: 5, mode: "hosted" },
      { id: "F2", name: "", title: "B" },
      { id: "F3", name: null, title: null, mimetype: null, size: null },
      { id: "F4", mode: "tombstone" },
    ];
    expect(incoming({ files }).files).toEqual([
      { id: "F1", name: "a.txt", mediaType: "text/plain", sizeBytes: 5 },
      { id: "F2", name: "B", mediaType: "", sizeBytes: 0 },
      { id: "F3", name: "F3", mediaType: "", sizeBytes: 0 },
    ]);
  });
});
