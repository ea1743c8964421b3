import type { JsonObject } from "../../fakes/messages-server/json-value.ts";
import type { StandingMessage } from "../../fakes/slack/acts/look.ts";
import { app } from "../../fakes/slack/world/identity.ts";
import { openSlackOffice, type SlackOffice, type SlackOfficeOptions } from "../slack-office.ts";
import { buttonsIn, thumbsIn, wordsIn, wordsOf } from "../slack-reader.ts";
import {
  type ChatOffice,
  filledIn,
  NotThere,
  type OfficePerson,
  type PrivateReply,
  type Said,
  type SeenMessage,
  type SeenPart,
} from "./chat-office.ts";
import { untilFound } from "./patience.ts";

/** Slack as a chat office, with the fake for what is Slack's own. */
export interface SlackChat extends ChatOffice {
  readonly fake: SlackOffice["fake"];
  readonly environment: SlackOffice["environment"];
}

/** Opens one whose program is not started yet. `allowed` are refusals that the story provokes. */
export async function openSlackChat(
  options: SlackOfficeOptions & { readonly allowed?: readonly string[] },
): Promise<SlackChat> {
  const office = await openSlackOffice(options);
  const { fake } = office;
  const withMention = (text: string) => text.replaceAll("@reverie", `<@${app.userId}>`);
  const say = (person: string, channel: string, text: string, thread?: string): Said => {
    const { ts } = fake.world.say({
      person,
      channel,
      text: withMention(text),
      ...(thread === undefined ? {} : { thread }),
    });
    return { id: ts, channel, thread };
  };
  const rootOf = ({ id, thread }: Said) => thread ?? id;
  return {
    fake,
    environment: office.environment,
    dataDir: office.dataDir,
    start: office.start,
    until: untilFound,
    async say({ person, channel, text, files = [] }) {
      const shared = files.map(({ name, mediaType, base64 }) => ({
        name,
        mimetype: mediaType,
        content: base64,
        isBase64: true,
      }));
      const said = fake.world.say({ person, channel, text: withMention(text), files: shared });
      return { id: said.ts, channel };
    },
    follow: async (question, person, text) => say(person, question.channel, text, rootOf(question)),
    thread: async (root, person, text) => say(person, root.channel, text, rootOf(root)),
    sayIn: async (thread, person, text) => say(person, thread.channel, text, rootOf(thread)),
    async edit({ channel, id }, text) {
      fake.world.edit({ channel, ts: id, text: withMention(text) });
    },
    async remove({ channel, id }) {
      fake.world.remove({ channel, ts: id });
    },
    messages: async (channel) =>
      fake.world.messages({ channel }).map((message) => seenMessage(channel, message)),
    async answersTo(said) {
      const thread = rootOf(said);
      return fake.world
        .messages({ channel: said.channel, thread })
        .filter(({ user, ts }) => user === app.userId && ts > said.id)
        .map((message) => seenMessage(said.channel, message));
    },
    person: (name) => personOf(office, name),
    personId: (name) => `U0${name.toUpperCase()}`,
    linkTo: ({ channel, id }) => {
      const [message] = fake.world.messages({ channel });
      return `https://example.slack.com/archives/${message?.channel}/p${id.replace(".", "")}`;
    },
    async welcome() {
      fake.world.join({ person: "reverie", channel: "random" });
      return "random";
    },
    heard: () => fake.outbox.settled(),
    troubles() {
      const { ownFaults, failedInteractions, pings, fetches, calls } = fake.world.records;
      const allowed = options.allowed ?? [];
      const refused = calls.filter(({ outcome }) => outcome !== "ok" && !allowed.includes(String(outcome)));
      return { ownFaults, failedInteractions, pings, fetches, refused };
    },
    close: office.close,
  };
}

function seenMessage(channel: string, message: StandingMessage): SeenMessage {
  return {
    id: message.ts,
    channel,
    words: wordsOf(message),
    buttons: buttonsIn(message.blocks),
    isReveries: message.user === app.userId && message.isByBot,
    isDraft: message.streaming === "in_progress" || wordsIn(message.blocks).endsWith("\n…"),
    sections: sectionsIn(message.blocks),
    files: message.files.map(({ name }) => name),
  };
}

/** A card's parts stand between its dividers. */
function sectionsIn(blocks: readonly JsonObject[]): SeenPart[] {
  const parts: JsonObject[][] = [[]];
  for (const block of blocks) {
    if (block.type === "divider") parts.push([]);
    else parts.at(-1)?.push(block);
  }
  return parts.map((part) => ({ words: wordsIn(part), buttons: buttonsIn(part) }));
}

function partOf(blocks: unknown): SeenPart {
  return { words: wordsIn(blocks), buttons: buttonsIn(blocks) };
}

/** A private answer, with the timestamp under which its buttons are pressed. */
interface SlackReply extends PrivateReply {
  readonly ts?: string;
  readonly channel?: string;
}

function personOf({ fake, until }: SlackOffice, person: string): OfficePerson {
  const world = fake.world;
  /** What comes of an act: words that only this person sees, or a dialogue. */
  const reply = async (
    act: () => { readonly answer: Promise<{ readonly type: string }> },
  ): Promise<SlackReply> => {
    const before = world.ephemerals({ person }).length;
    const modal = world.modal({ person })?.id;
    const { type } = await act().answer;
    if (type !== "acknowledged") throw new Error("Slack got no answer within 3 seconds");
    return until(`a private answer to ${person}`, (): SlackReply | undefined => {
      const view = world.modal({ person });
      if (view && view.id !== modal) return { ...partOf(view.blocks), form: wordsIn(view.blocks) };
      const shown = world.ephemerals({ person })[before];
      return shown && { ...partOf(shown.blocks), form: null, ts: shown.ts, channel: shown.channel };
    });
  };
  const page = (words: RegExp) =>
    until(`${words} on the page`, () => {
      const view = world.home({ person });
      return view && words.test(wordsIn(view.blocks)) ? partOf(view.blocks) : undefined;
    });
  return {
    command: (channel, text) => reply(() => world.command({ person, channel, text })),
    press: ({ channel, id }, { action, value }) =>
      reply(() => world.press({ person, channel, ts: id, action, value })),
    completeSetting: () => Promise.reject(new NotThere("completion")),
    async pressTwice({ channel, id }, { action, value }) {
      const before = world.ephemerals({ person }).length;
      const pressed = [1, 2].map(() => world.press({ person, channel, ts: id, action, value }));
      await Promise.all(pressed.map(({ answer }) => answer));
      return until("an answer to both clicks", (): readonly SlackReply[] | undefined => {
        const shown = world.ephemerals({ person }).slice(before);
        return shown.length < 2
          ? undefined
          : shown.map(({ blocks, ts, channel: where }) => ({
              ...partOf(blocks),
              form: null,
              ts,
              channel: where,
            }));
      });
    },
    claim: async ({ channel, id }, { action, value }) =>
      (await reply(() => world.press({ person, channel, ts: id, action, value }))).words,
    pressPrivately: ({ ts = "", channel = "" }: SlackReply, { action, value }) =>
      reply(() => world.press({ person, channel, ts, action, value })),
    submit: (fields) =>
      reply(() => world.submit({ person, fields: filledIn(fields, { yes: "yes", no: [] }) })),
    remember: ({ channel, id }) =>
      reply(() => world.shortcut({ person, channel, ts: id, callback: "remember_this" })),
    judge({ channel, id }, isGood) {
      const blocks = world.messages({ channel }).find(({ ts }) => ts === id)?.blocks;
      const value = thumbsIn(blocks)[isGood ? 0 : 1] ?? "";
      return reply(() => world.press({ person, channel, ts: id, action: "reverie:feedback", value }));
    },
    async react({ channel, id }, isGood) {
      world.react({ person, channel, ts: id, name: isGood ? "+1" : "-1" });
    },
    async stop({ channel, id }) {
      world.pressStop({ person, channel, thread: id });
    },
    async page(words) {
      world.openHome({ person, tab: "home" });
      return page(words);
    },
    async pressPage({ action, value }) {
      const shown = await reply(() => world.pressInView({ person, in: "home", action, value }));
      world.closeModal({ person });
      return shown;
    },
  };
}
