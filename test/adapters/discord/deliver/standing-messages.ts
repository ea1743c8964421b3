import { messageId } from "../../../../src/adapters/discord/snowflakes.ts";
import type { StandingMessage } from "../../../contracts/delivery-contract.ts";
import type { FakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import { isObject, type JsonObject, objectsIn } from "../../../fakes/messages-server/json-value.ts";

type Seen = ReturnType<FakeDiscord["world"]["messages"]>[number];

const container = 17;
const textDisplay = 10;
const actionRow = 1;

/** The last line of what is still being written. */
const draftLine = "-# …";

/** What Reverie said in a channel, as people see it. */
export function standingIn(fake: FakeDiscord, channel: string): StandingMessage[] {
  return seenIn(fake, channel).map((message) => {
    const lines = [message.content, ...displaysOf(message)].flatMap((text) => text.split("\n"));
    const buttons = buttonsOf(message);
    return {
      id: messageId(channel, message.id),
      text: untrimmed(fake, textOf(message)),
      files: message.attachments.map(({ id, filename }) => ({
        name: String(filename),
        text: fake.world.fileText({ id: String(id) }),
      })),
      hasCard: message.components.some(({ type }) => type === container),
      hasNote: lines.some((line) => line.startsWith("-# ") && line !== draftLine),
      hasActions: buttons.some(({ custom_id }) => !String(custom_id).startsWith("reverie:stop:")),
      isDraft: lines.includes(draftLine),
    };
  });
}

/** Reverie's messages in a channel, oldest first. */
export function seenIn({ world }: FakeDiscord, channel: string): Seen[] {
  return world.messages({ channel }).filter(({ isByBot }) => isByBot);
}

/** What a message says, without the small print below. */
function textOf(message: Seen): string {
  const [first = ""] = message.content === "" ? displaysOf(message) : [message.content];
  return first
    .split("\n")
    .filter((line) => !line.startsWith("-# "))
    .join("\n");
}

/** The texts that stand beside a card. */
function displaysOf({ components }: Seen): string[] {
  return components.flatMap(({ type, content }) => (type === textDisplay ? [String(content)] : []));
}

/** The buttons below a message, apart from those of its card. */
export function buttonsOf({ components }: Pick<Seen, "components">): JsonObject[] {
  return components.filter(({ type }) => type === actionRow).flatMap((row) => objectsIn(row.components));
}

/** Discord takes away the white space at the ends of a message: the text as it was sent. */
function untrimmed({ world }: FakeDiscord, text: string): string {
  const sent = world.records.calls.flatMap(({ body }) =>
    isObject(body) && typeof body.content === "string" ? [body.content] : [],
  );
  return sent.findLast((each) => each.trim() === text) ?? text;
}
