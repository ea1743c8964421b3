import { makeDataDir, type Program, startProgram } from "../program.ts";
import { type SeenAnswer, type SeenCard, type SeenMessage as Shown, visit } from "../visitor.ts";
import {
  type ChatOffice,
  NotThere,
  type OfficePerson,
  type PrivateReply,
  type Said,
  type SeenButton,
  type SeenMessage,
  type SeenPart,
} from "./chat-office.ts";
import { untilFound } from "./patience.ts";

const notThere = (what: string) => () => Promise.reject(new NotThere(what));

/** The playground as a chat office: it has ana, ben and cleo alone. */
export async function openPlaygroundChat(modelUrl: string): Promise<ChatOffice> {
  const data = makeDataDir();
  let program: Program | undefined;
  const visitor = (person: string) => visit(program?.url ?? "", person);
  const say = async (person: string, channel: string, text: string, thread?: string): Promise<Said> => ({
    id: await visitor(person).say(channel, text, thread),
    channel,
    thread,
  });
  const rootOf = ({ id, thread }: Said) => thread ?? id;
  const seenBy = async (person: string) => (await visitor(person).messages()).map(seenMessage);
  const ownerOf = (channel: string) => (channel.startsWith("dm-") ? channel.slice(3) : "ana");
  return {
    dataDir: data.path,
    async start() {
      program = await startProgram({ DATA_DIR: data.path, ANTHROPIC_BASE_URL: modelUrl, LOG_LEVEL: "warn" });
      return program;
    },
    until: untilFound,
    say: ({ person, channel, text, files = [] }) =>
      files.length > 0 ? Promise.reject(new NotThere("files")) : say(person, channel, text),
    follow: (question, person, text) => say(person, question.channel, text, rootOf(question)),
    thread: (root, person, text) => say(person, root.channel, text, rootOf(root)),
    sayIn: (thread, person, text) => say(person, thread.channel, text, rootOf(thread)),
    async edit(said, text) {
      for (const person of ["ana", "ben", "cleo"]) await visitor(person).edit(said.id, text);
    },
    async remove(said) {
      for (const person of ["ana", "ben", "cleo"]) await visitor(person).remove(said.id);
    },
    messages: async (channel) => (await seenBy(ownerOf(channel))).filter((each) => each.channel === channel),
    async answersTo(said) {
      const all = await visitor(ownerOf(said.channel)).messages();
      const asked = all.findIndex(({ id }) => id === said.id);
      return all
        .slice(asked + 1)
        .filter(({ author, channel, thread, card }) => {
          const isThere = thread === undefined ? said.channel.startsWith("dm-") : thread === rootOf(said);
          return author === "reverie" && channel === said.channel && isThere && !card;
        })
        .map(seenMessage);
    },
    person: (name) => personOf(() => visitor(name), name),
    personId: (name) => name,
    linkTo: ({ channel, id }) => `#/${channel}/${id}`,
    welcome: notThere("channels that it is taken into"),
    heard: async () => undefined,
    troubles: () => ({}),
    async close() {
      await program?.stop();
      data.remove();
    },
  };
}

function wordsOfCard({ title, body, sections, footer }: SeenCard): string {
  const parts = sections.flatMap((section) => [
    section.title,
    section.text,
    section.note,
    ...section.quotes.map(({ text }) => text),
  ]);
  return [title, body, ...parts, footer].join("\n");
}

function buttonsOf(actions: readonly { id: string; label: string; value: string }[] = []): SeenButton[] {
  return actions.map(({ id, label, value }) => ({ action: id, label, value }));
}

function sectionsOf(card: SeenCard | undefined): SeenPart[] {
  return (card?.sections ?? []).map((section) => ({
    words: [section.title, section.text, section.note].join("\n"),
    buttons: buttonsOf(section.actions),
  }));
}

function seenMessage({
  id,
  channel,
  author,
  text,
  note,
  card,
  actions,
  streaming,
  files,
}: Shown): SeenMessage {
  return {
    id,
    channel,
    words: [text, note ?? "", card ? wordsOfCard(card) : ""].filter((part) => part !== "").join("\n"),
    buttons: [...(card ? sectionsOf(card).flatMap(({ buttons }) => buttons) : []), ...buttonsOf(actions)],
    isReveries: author === "reverie",
    isDraft: streaming === true,
    sections: sectionsOf(card),
    files: (files ?? []).map(({ name }) => name),
  };
}

/** A form that is open, as the next submission has to name it. */
interface OpenForm {
  readonly action: string;
  readonly value: string;
}

function personOf(visitor: () => ReturnType<typeof visit>, person: string): OfficePerson {
  let form: OpenForm | undefined;
  const reply = async (answer: Promise<SeenAnswer>): Promise<PrivateReply> => {
    const { text = "", card, form: opened } = await answer;
    if (opened) form = opened;
    const words = [text, card ? wordsOfCard(card) : ""].filter((part) => part !== "").join("\n");
    const buttons = sectionsOf(card).flatMap((section) => section.buttons);
    return { words, buttons, form: opened ? JSON.stringify(opened) : null };
  };
  const press = (message: string, { action, value }: SeenButton) =>
    reply(visitor().press(message, action, value));
  return {
    command: (channel, text) => reply(visitor().command(text, channel)),
    press: ({ id }, button) => press(id, button),
    completeSetting: notThere("completion of values"),
    pressTwice: ({ id }, button) => Promise.all([press(id, button), press(id, button)]),
    claim: async ({ id }, button) => (await press(id, button)).words,
    pressPrivately: (_reply, button) => press("", button),
    submit: (fields) => reply(visitor().press("", form?.action ?? "", form?.value ?? "", { ...fields })),
    remember: notThere("a menu of a message"),
    judge(answer, isGood) {
      const verb = isGood ? "reverie:good" : "reverie:bad";
      const button = answer.buttons.find(({ action }) => action === verb);
      return press(answer.id, button ?? { action: verb, label: "", value: "" });
    },
    react: notThere("reactions"),
    async stop() {
      const draft = (await visitor().messages()).find(({ streaming }) => streaming);
      if (draft) await visitor().press(draft.id, "reverie:stop", "");
    },
    page: (words) =>
      untilFound(`${words} on the page of ${person}`, async () => {
        const page = await reply(visitor().command("home"));
        return words.test(page.words) ? page : undefined;
      }),
    pressPage: (button) => press("", button),
  };
}
