import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEvent, textsOf } from "../../../../src/adapters/slack/receive/event-reader.ts";
import { reverie } from "../../../../src/core/message.ts";
import { eventTypes, identity, payloads, reading } from "./generated-payloads.ts";

const nothing = { events: [], hints: [] };
const ts = "1795348800.000100";
const later = "1795348860.000200";
const workspace = identity.workspace;

const message = { type: "message", channel: "C0GENERAL", user: "U0ANA", ts, text: "hello" };
const read = (type: string, event: unknown) => readEvent(type, event, reading);
const said = (difference: object) => read("message", { ...message, ...difference });

describe("whatever comes", () => {
  it("never throws, and what it gives is sound", () => {
    fc.assert(
      fc.property(eventTypes, payloads, (type, payload) => {
        expect(() => textsOf(payload)).not.toThrow();
        for (const event of read(type, payload).events) {
          expect(event.workspace).toBe(workspace);
          if (event.type !== "message-said" && event.type !== "message-edited") continue;
          const { id, channel, author, saidAt, version, text, asked } = event.message;
          expect(id.startsWith(`${channel}-`)).toBe(true);
          expect(Number.isSafeInteger(saidAt) && saidAt > 0).toBe(true);
          expect(Number.isSafeInteger(version) && version >= saidAt).toBe(true);
          // Edits are newer than what they edit, however close to it.
          if (event.type === "message-edited") expect(version).toBeGreaterThan(saidAt);
          expect([author === "", author === reverie, author === identity.botUserId]).toEqual([
            false,
            false,
            false,
          ]);
          expect(text.endsWith(asked) || asked.length <= text.length).toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it("means nothing where the type is none of ours", () => {
    for (const type of ["constructor", "__proto__", "toString", "hasOwnProperty", ""]) {
      expect(read(type, message)).toEqual(nothing);
    }
  });
});

describe("a message", () => {
  it.each([
    ["file_share", "message-said"],
    ["thread_broadcast", "message-said"],
    ["me_message", "message-said"],
    [undefined, "message-said"],
  ])("of the subtype %s is what somebody said", (subtype, type) => {
    expect(said({ subtype }).events).toMatchObject([{ type, message: { author: "U0ANA", text: "hello" } }]);
  });

  it.each([
    "bot_message",
    "bot_add",
    "channel_join",
    "channel_leave",
    "channel_topic",
    "channel_archive",
    "channel_convert_to_private",
    "ekm_access_denied",
    "message_replied",
    "reminder_add",
    "tombstone",
    "assistant_app_thread",
    "surprise",
  ])("of the subtype %s is nothing that somebody said", (subtype) => {
    expect(said({ subtype })).toEqual(nothing);
  });

  it.each([
    ["of a bot", { bot_id: "B0ROBO" }],
    ["of nobody", { user: undefined }],
    ["of Reverie itself", { user: "U0REVERIE" }],
    ["without a time", { ts: undefined }],
    ["without a channel", { channel: undefined }],
    ["whose time is none", { ts: "now" }],
    ["whose thread is none", { thread_ts: "__proto__" }],
    ["whose text is a number", { text: 5 }],
  ])("%s means nothing", (_name, difference) => {
    expect(said(difference)).toEqual(nothing);
  });

  it("without a text, as files are shared, is one of no words", () => {
    expect(
      said({ text: null, subtype: "file_share", files: [{ id: "F1", name: "a.txt" }] }).events,
    ).toMatchObject([
      { message: { text: "", asked: "", files: [{ id: "F1", name: "a.txt", mediaType: "", sizeBytes: 0 }] } },
    ]);
  });

  it("has ids that differ by channel and by time alone", () => {
    const idOf = (difference: object) => {
      const [event] = said(difference).events;
      return event && "message" in event && typeof event.message === "object" ? event.message?.id : undefined;
    };
    const ids = [{}, { channel: "C0OTHER" }, { ts: later }, { channel: "C0OTHER", ts: later }].map(idOf);
    expect(new Set(ids).size).toBe(4);
    expect(idOf({ text: "other words", user: "U0BEN" })).toBe(ids[0]);
    const mention = read("app_mention", { ...message, type: "app_mention" });
    expect(mention.events).toMatchObject([{ message: { id: ids[0] } }]);
  });
});

describe("a change", () => {
  const changed = (inner: object, outer: object = {}) =>
    read("message", {
      type: "message",
      subtype: "message_changed",
      hidden: true,
      channel: "C0GENERAL",
      ts: later,
      message: { ...message, ...inner },
      ...outer,
    });

  it("of the words is an edit of that message", () => {
    expect(changed({ text: "hello!", edited: { user: "U0ANA", ts: later } }).events).toMatchObject([
      {
        type: "message-edited",
        message: {
          id: `C0GENERAL-${ts}`,
          text: "hello!",
          saidAt: 1_795_348_800_000,
          version: 1_795_348_860_000,
        },
      },
    ]);
  });

  it("within the millisecond in which it was said is newer all the same", () => {
    const [event] = changed({ edited: { user: "U0ANA", ts } }).events;
    expect(event).toMatchObject({ message: { saidAt: 1_795_348_800_000, version: 1_795_348_800_001 } });
  });

  it.each([
    ["a preview or a count of replies", {}],
    ["an edit of a bot", { bot_id: "B0ROBO", edited: { ts: later } }],
    ["an edit of Reverie's own", { user: "U0REVERIE", edited: { ts: later } }],
    ["an edit of a notice", { subtype: "channel_topic", edited: { ts: later } }],
  ])("that is %s means nothing", (_name, inner) => {
    expect(changed(inner)).toEqual(nothing);
  });

  it("without the message means nothing", () => {
    expect(changed({}, { message: undefined })).toEqual(nothing);
  });

  it("into a tombstone is a deletion, whoever stands there as its author", () => {
    expect(changed({ subtype: "tombstone", user: "USLACKBOT", hidden: true }).events).toEqual([
      { type: "message-deleted", workspace, message: `C0GENERAL-${ts}` },
    ]);
  });

  it("that deletes is one, whoever said it", () => {
    const deleted = {
      type: "message",
      subtype: "message_deleted",
      channel: "C0GENERAL",
      ts: later,
      deleted_ts: ts,
    };
    const expected = [{ type: "message-deleted", workspace, message: `C0GENERAL-${ts}` }];
    expect(read("message", deleted).events).toEqual(expected);
    expect(
      read("message", { ...deleted, previous_message: { ...message, bot_id: "B0ROBO" } }).events,
    ).toEqual(expected);
    expect(read("message", { ...deleted, previous_message: { files: 5 }, hidden: "yes" }).events).toEqual(
      expected,
    );
    expect(read("message", { ...deleted, deleted_ts: undefined })).toEqual(nothing);
    expect(read("message", { ...deleted, deleted_ts: "" })).toEqual(nothing);
  });
});

describe("a reaction", () => {
  const reaction = (difference: object) => ({
    user: "U0ANA",
    reaction: "+1",
    item_user: "U0REVERIE",
    item: { type: "message", channel: "C0GENERAL", ts },
    ...difference,
  });

  it.each([
    ["+1", true],
    ["thumbsup", true],
    ["+1::skin-tone-5", true],
    ["-1", false],
    ["thumbsdown", false],
  ])("of %s judges, and taking it back takes it back", (name, isGood) => {
    const given = reaction({ reaction: name });
    const told = { type: "feedback-given", workspace, person: "U0ANA", message: `C0GENERAL-${ts}` };
    expect(read("reaction_added", given).events).toEqual([{ ...told, isGood }]);
    expect(read("reaction_removed", given).events).toEqual([{ ...told, isGood: null }]);
  });

  it.each([
    ["of another kind", { reaction: "eyes" }],
    ["of a name that every object has", { reaction: "constructor" }],
    ["to somebody else's message", { item_user: "U0BEN" }],
    ["of Reverie's own", { user: "U0REVERIE" }],
    ["to a file", { item: { type: "file", file: "F1" } }],
  ])("%s means nothing", (_name, difference) => {
    expect(read("reaction_added", reaction(difference))).toEqual(nothing);
  });
});

describe("what events say about the world", () => {
  it("is told as hints, and only Reverie's own coming is an event", () => {
    const member = { user: "U0ANA", channel: "C0GENERAL", team: "T0TEAM" };
    const both = [
      { type: "person-changed", person: "U0ANA" },
      { type: "channel-changed", channel: "C0GENERAL" },
    ];
    expect(read("member_joined_channel", member)).toEqual({ events: [], hints: both });
    expect(read("member_left_channel", member)).toEqual({ events: [], hints: both });
    expect(read("member_joined_channel", { ...member, user: "U0REVERIE" }).events).toEqual([
      { type: "channel-joined", workspace, channel: "C0GENERAL" },
    ]);
    expect(read("user_change", { user: { id: "U0ANA" } }).hints).toEqual([both[0]]);
    expect(read("channel_rename", { channel: { id: "C0GENERAL", name: "x" } }).hints).toEqual([both[1]]);
    expect(read("group_archive", { channel: "C0GENERAL" }).hints).toEqual([both[1]]);
  });

  it("is a Stop only with a thread", () => {
    const stop = { channel: "D0ANA", user: "U0ANA", thread_ts: ts };
    expect(read("agent_session_stopped", stop).events).toEqual([
      { type: "stop-pressed", workspace, person: "U0ANA", channel: "D0ANA", thread: `D0ANA-${ts}` },
    ]);
    expect(read("agent_session_stopped", { ...stop, thread_ts: undefined })).toEqual(nothing);
  });
});
