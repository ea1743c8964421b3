import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { toggleValues } from "../../../src/adapters/discord/render/form-modal.ts";
import {
  type FakeDiscord,
  type FakeDiscordOptions,
  startFakeDiscord,
} from "../../fakes/discord/fake-discord.ts";
import { objectsIn } from "../../fakes/messages-server/json-value.ts";
import { makeDataDir, type Program, startProgram } from "../program.ts";
import {
  type ChatOffice,
  filledIn,
  type OfficePerson,
  type PrivateReply,
  type Said,
  type SeenButton,
  type SeenMessage,
} from "./chat-office.ts";
import { buttonsIn, sectionsIn, wordsIn, wordsOf } from "./discord-reader.ts";
import { untilFound } from "./patience.ts";

const unknownMember = 10_007;

/** What a Discord office is opened with. */
export interface DiscordChatOptions {
  /** Where the model's server is. */
  readonly modelUrl: string;
  /** What else the program is started with, such as another store. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly settings?: FakeDiscordOptions["settings"];
  /** Codes of refusals that the story provokes. */
  readonly allowed?: readonly number[];
}

/** Discord as a chat office, with the fake for what is Discord's own. */
export interface DiscordChat extends ChatOffice {
  readonly fake: FakeDiscord;
}

/** Opens an office whose program is not started yet. */
export async function openDiscordChat(options: DiscordChatOptions): Promise<DiscordChat> {
  const data = makeDataDir();
  const programs: Program[] = [];
  const fake = await startFakeDiscord(options.settings ? { settings: options.settings } : {});
  const { world } = fake;
  const ids = world.ids();
  const withMention = (text: string) => text.replaceAll("@reverie", `<@${fake.applicationId}>`);
  const placeOf = ({ channel, thread }: Pick<Said, "channel" | "thread">) => thread ?? channel;
  const channelId = (channel: string) => ids.channels?.[channel] ?? channel;
  const say = (person: string, channel: string, text: string, thread?: string, replyTo?: string): Said => {
    const { id } = world.say({
      person,
      channel: thread ?? channel,
      text: withMention(text),
      ...(replyTo === undefined ? {} : { replyTo }),
    });
    return { id, channel, thread };
  };

  const answersTo = async (said: Said): Promise<SeenMessage[]> => {
    const isOpen = said.thread !== undefined || said.channel.startsWith("dm-");
    return world
      .messages({ channel: placeOf(said) })
      .filter(({ isByBot, person }) => isByBot && person === fake.applicationId)
      .filter(
        ({ id, replyTo }) => BigInt(id) > BigInt(said.id) && (replyTo === said.id || (isOpen && !replyTo)),
      )
      .map((message) => seenMessage(said.channel, message));
  };

  return {
    fake,
    dataDir: data.path,
    async start() {
      const program = await startProgram({
        DATA_DIR: data.path,
        DISCORD_TOKEN: fake.token,
        DISCORD_API_URL: fake.apiUrl,
        ANTHROPIC_BASE_URL: options.modelUrl,
        LOG_LEVEL: "warn",
        ...options.environment,
      });
      programs.push(program);
      // On its first day in a server it introduces itself before anything else.
      await untilFound("the introduction", () =>
        world.messages({ channel: "general" }).find(({ isByBot }) => isByBot),
      );
      return program;
    },
    until: untilFound,
    async say({ person, channel, text, files = [] }) {
      const attached = files.map(({ name, mediaType, base64 }) => ({
        name,
        contentType: mediaType,
        content: base64,
        isBase64: true,
      }));
      const { id } = world.say({ person, channel, text: withMention(text), files: attached });
      return { id, channel };
    },
    async follow(question, person, text) {
      const answer = (await answersTo(question)).at(-1);
      if (question.thread !== undefined) return say(person, question.channel, text, question.thread);
      return say(person, question.channel, text, undefined, answer?.id);
    },
    async thread(root, person, text) {
      const { id } = world.startThread({ channel: root.channel, person, name: "On this", from: root.id });
      return say(person, root.channel, text, id);
    },
    sayIn: async (thread, person, text) => say(person, thread.channel, text, thread.thread),
    async edit(said, text) {
      world.edit({ channel: placeOf(said), id: said.id, text: withMention(text) });
    },
    async remove(said) {
      world.remove({ channel: placeOf(said), id: said.id });
    },
    messages: async (channel) => world.messages({ channel }).map((message) => seenMessage(channel, message)),
    answersTo,
    person: (name) => personOf(fake, name, answersTo),
    personId: (name) => ids.people?.[name] ?? "",
    linkTo: ({ id, channel, thread }) =>
      `https://discord.com/channels/${ids.guilds?.Example}/${thread ?? channelId(channel)}/${id}`,
    async welcome() {
      const thread = world.startThread({
        channel: "general",
        person: "ana",
        name: "Plans",
        isPrivate: true,
        members: ["reverie"],
      });
      return thread.id;
    },
    async heard(said) {
      const id = `${channelId(placeOf(said))}-${said.id}`;
      await untilFound("what was said in the store", () => {
        const store = new DatabaseSync(join(data.path, "reverie.db"), { readOnly: true });
        const row = store.prepare("SELECT 1 FROM messages WHERE id = ?").get(id);
        store.close();
        return row;
      });
    },
    troubles() {
      const { ownFaults, appFaults, failedInteractions, pings, fetches, calls } = world.records;
      // Whether somebody is in a private thread is asked, and no is an answer.
      const allowed = [unknownMember, ...(options.allowed ?? [])];
      const refused = calls.filter(
        ({ status, code }) => (status ?? 0) >= 400 && !allowed.includes(code ?? 0),
      );
      const pinged = pings.filter(({ isAllowed, by }) => isAllowed && by.startsWith("bot"));
      return { ownFaults, appFaults, failedInteractions, pings: pinged, fetches, refused };
    },
    async close() {
      for (const program of programs) await program.stop();
      await fake.close();
      data.remove();
    },
  };
}

type Shown = ReturnType<FakeDiscord["world"]["messages"]>[number];

function seenMessage(channel: string, message: Shown): SeenMessage {
  const words = wordsOf(message);
  return {
    id: message.id,
    channel,
    words,
    buttons: buttonsIn(message.components),
    isReveries: message.isByBot,
    isDraft: message.content.endsWith("-# …"),
    sections: sectionsIn(message.components),
    files: message.attachments.map(({ filename }) => String(filename)),
  };
}

/** A text with what stands in the middle of it alone as Discord's options. */
function optionsOf(text: string): { readonly text: string; readonly values?: Record<string, string> } {
  const [, key, value = ""] = /^set (\S+) here (.+)$/u.exec(text) ?? [];
  if (key !== undefined) return { text: "set", values: { key, where: "here", value } };
  const [, reader, words = ""] = /^remember (for [\w ]+:) (.+)$/u.exec(text) ?? [];
  return reader === undefined ? { text } : { text: "remember", values: { for: reader, text: words } };
}

/** A private answer, with the message on which its buttons stand. */
interface DiscordReply extends PrivateReply {
  readonly message?: string;
  readonly channel?: string;
}

type Act = { readonly answer: Promise<{ readonly type: string }> };

function personOf(
  { world }: FakeDiscord,
  person: string,
  answersTo: (said: Said) => Promise<readonly SeenMessage[]>,
): OfficePerson {
  const reply = async (act: () => Act): Promise<DiscordReply> => {
    const before = world.privateAnswers({ person }).length;
    const { type } = await act().answer;
    if (type === "none") throw new Error("Discord got no answer within 3 seconds");
    if (type === "modal") {
      const form = world.modal({ person });
      return { words: "", buttons: [], form: `${String(form?.title)}\n${wordsIn(form?.components)}` };
    }
    if (type === "update" || type === "deferred-update") return { words: "", buttons: [], form: null };
    return untilFound(`a private answer to ${person}`, (): DiscordReply | undefined => {
      const shown = world.privateAnswers({ person }).slice(before);
      const [first] = shown;
      const words = shown.map(wordsOf).join("\n");
      if (!first || words === "") return undefined;
      const buttons = shown.flatMap(({ components }) => buttonsIn(components));
      return { words, buttons, form: null, message: first.id, channel: first.channel };
    });
  };
  const press = (channel: string, message: string, { action, value }: SeenButton) =>
    reply(() => world.press({ person, channel, message, customId: `${action}:${value}` }));
  const pressPrivately = async (from: DiscordReply, button: SeenButton): Promise<DiscordReply> => {
    const { channel = "", message = "" } = from;
    const answer = await press(channel, message, button);
    const [yes] = answer.buttons;
    // What does harm is asked about first.
    return answer.words.startsWith("Are you sure?") && yes ? pressPrivately(answer, yes) : answer;
  };
  let page: DiscordReply | undefined;
  return {
    command: (channel, text) => reply(() => world.command({ person, channel, ...optionsOf(text) })),
    press: ({ channel, id }, button) => press(channel, id, button),
    async completeSetting(typed) {
      const { answer } = world.autocomplete({
        person,
        channel: "general",
        text: "set",
        focused: "key",
        values: { key: typed },
      });
      const shown = await answer;
      if (shown.type !== "choices") throw new Error("Discord got no choices");
      return objectsIn(shown.choices).map(({ value }) => String(value));
    },
    async pressTwice({ channel, id }, { action, value }) {
      const before = world.privateAnswers({ person }).length;
      const customId = `${action}:${value}`;
      const pressed = [1, 2].map(() => world.press({ person, channel, message: id, customId }));
      await Promise.all(pressed.map(({ answer }) => answer));
      return untilFound("an answer to both clicks", (): readonly DiscordReply[] | undefined => {
        const shown = world.privateAnswers({ person }).slice(before);
        return shown.length < 2 || shown.some((each) => wordsOf(each) === "")
          ? undefined
          : shown.map((each) => ({
              words: wordsOf(each),
              buttons: buttonsIn(each.components),
              form: null,
              message: each.id,
              channel: each.channel,
            }));
      });
    },
    // Discord tells of no press but by whoever sees the message.
    claim: async () => undefined,
    pressPrivately,
    submit: (fields) => reply(() => world.submit({ person, fields: filledIn(fields, toggleValues) })),
    remember: ({ channel, id, thread }) =>
      reply(() => world.choose({ person, channel: thread ?? channel, message: id, name: "Remember this" })),
    judge(answer, isGood) {
      const verb = isGood ? "reverie:good" : "reverie:bad";
      const button = answer.buttons.find(({ action }) => action === verb);
      return press(answer.channel, answer.id, button ?? { action: verb, label: "", value: "" });
    },
    async react({ channel, id }, isGood) {
      world.react({ person, channel, id, emoji: isGood ? "👍" : "👎" });
    },
    async stop(question) {
      const draft = (await answersTo(question)).find(({ isDraft }) => isDraft);
      const button = draft?.buttons.find(({ action }) => action === "reverie:stop");
      if (!draft || !button) throw new Error("There is nothing to stop");
      await press(draft.channel, draft.id, button);
    },
    page: (words) =>
      untilFound(`${words} on the page`, async () => {
        page = await reply(() => world.command({ person, channel: "general", text: "home" }));
        return words.test(page.words) ? page : undefined;
      }),
    async pressPage(button) {
      if (!page) throw new Error("The page was not looked at");
      return pressPrivately(page, button);
    },
  };
}
