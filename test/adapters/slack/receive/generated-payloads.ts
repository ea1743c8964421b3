import * as fc from "fast-check";
import type { Identity } from "../../../../src/adapters/slack/identity.ts";
import type { EventReading } from "../../../../src/adapters/slack/receive/event-reader.ts";
import { asId } from "../../../../src/core/ids.ts";
import { anyUnits, writtenText } from "../../../fixtures/arbitrary-text.ts";
import { workspace } from "./open-house.ts";

/** Who Reverie is in the tests of what is read. */
export const identity: Identity = {
  workspace,
  teamId: "T0TEAM",
  teamName: "Example",
  url: "https://example.slack.com/",
  botUserId: asId("U0REVERIE"),
  botId: "B0REVERIE",
  botName: "reverie",
  scopes: new Set(),
};

const names: Readonly<Record<string, string>> = { U0ANA: "Ana", U0REVERIE: "reverie" };

/** A reading in which Ana and Reverie have names. */
export const reading: EventReading = {
  identity,
  names: { personName: (id) => (Object.hasOwn(names, id) ? names[id] : undefined) },
  opensThreads: true,
};

/** Timestamps as Slack writes them. */
export const timestamps = fc
  .tuple(fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([seconds, micros]) => `${seconds}.${String(micros).padStart(6, "0")}`);

/** Texts with Slack's references in all their forms, whole and broken. */
export const slackTexts = fc
  .array(
    fc.oneof(
      writtenText,
      anyUnits,
      fc.constantFrom(
        "<@U0ANA>",
        "<@U0ANA|ana>",
        "<@U0REVERIE>",
        "<@W0GRID>",
        "<#C0GENERAL|general>",
        "<#C0GENERAL>",
        "<!here>",
        "<!channel|channel>",
        "<!subteam^S0CREW|@crew>",
        "<!date^1392734382^{date}|today>",
        "<https://a.example/x?y=1&amp;z=2|label>",
        "<mailto:a@a.example|a@a.example>",
        "<",
        ">",
        "<@",
        "<@>",
        "<|>",
        "<<@U0ANA>>",
        "&lt;@U0ANA&gt;",
        "&amp;lt;",
      ),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(""));

/** Anything that JSON can hold. */
const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>;

/** Timestamps, and texts that stand in their place. */
const times = fc.oneof(
  { weight: 8, arbitrary: timestamps },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "now", "-1.000000", "1e9.5", "1795348800", ".5", "Infinity.0"),
  },
);

/** A field as it should be, or as it should not, or absent. */
const field = (right: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 6, arbitrary: right },
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );

const person = fc.constantFrom("U0ANA", "U0BEN", "U0REVERIE", "USLACKBOT");

const inner = fc.record({
  type: field(fc.constant("message")),
  subtype: field(
    fc.constantFrom(
      undefined,
      "bot_message",
      "file_share",
      "me_message",
      "thread_broadcast",
      "tombstone",
      "channel_join",
    ),
  ),
  ts: field(times),
  thread_ts: field(fc.option(times, { nil: undefined })),
  user: field(person),
  bot_id: field(fc.constantFrom(undefined, null, "B0ROBO")),
  text: field(slackTexts),
  edited: field(fc.option(fc.record({ ts: times, user: person }), { nil: undefined })),
  files: field(
    fc.option(
      fc.array(
        fc.record({ id: fc.constant("F1"), name: field(fc.string()), mode: field(fc.constant("hosted")) }),
      ),
      {
        nil: undefined,
      },
    ),
  ),
});

/** Types of events, those that mean something among them. */
export const eventTypes = fc.oneof(
  fc.constantFrom(
    "message",
    "app_mention",
    "member_joined_channel",
    "member_left_channel",
    "agent_session_stopped",
    "reaction_added",
    "reaction_removed",
    "user_change",
    "channel_rename",
    "channel_archive",
    "group_left",
    "app_home_opened",
    "constructor",
    "__proto__",
    "toString",
  ),
  fc.string(),
);

/** Events whose fields are right, wrong or absent, and things that are no events at all. */
export const payloads: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 1, arbitrary: anything },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        inner,
        fc.record({
          channel: field(fc.constantFrom("C0GENERAL", "D0ANA")),
          subtype: field(
            fc.constantFrom(undefined, "message_changed", "message_deleted", "bot_message", "file_share"),
          ),
          hidden: field(fc.boolean()),
          deleted_ts: field(times),
          message: field(inner),
          previous_message: field(inner),
          reaction: field(fc.constantFrom("+1", "-1", "+1::skin-tone-2", "eyes", "__proto__")),
          item_user: field(person),
          item: field(
            fc.record({
              type: fc.constant("message"),
              channel: field(fc.constant("C0GENERAL")),
              ts: field(times),
            }),
          ),
        }),
      )
      .map(([message, event]) => ({ ...message, ...event })),
  },
);
