import { personAudience } from "../audience.ts";
import { type PrivateAnswer, say } from "../card.ts";
import { choosePrivacy } from "../choose-privacy.ts";
import { erasePerson } from "../erase-person.ts";
import { newId } from "../ids.ts";
import { recordAct } from "../memory/remember.ts";
import { currentChange } from "../memory.ts";
import { formerMember, type Person } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { isOptedOut } from "../privacy.ts";
import { type Command, type CommandCall, nothing } from "./command.ts";
import { handOver } from "./hand-over.ts";

/** What is kept of a person is theirs to stop, to take along and to erase. */
export const privacyCommands: readonly Command[] = [
  {
    words: "privacy",
    parameters: [],
    summary: "what is kept of you",
    accepts: nothing,
    isOpen: false,
    run: async (parts, { workspace, person }) => {
      const isOut = await isOptedOut(parts, workspace, person);
      return say(
        isOut
          ? "Privacy is on the strict side: what you say is kept only until it is answered, and you are not named in memory. `/reverie privacy on` lets me keep your words again."
          : "I keep what you say where I may listen, for the days that `retention` sets, and remember only what was approved. `/reverie privacy off` stops that, `privacy export` gives you a copy, `privacy erase` removes it.",
      );
    },
  },
  {
    words: "privacy off",
    parameters: [],
    summary: "keep nothing of what you say from here on",
    accepts: nothing,
    isOpen: false,
    run: (parts, call) => choose(parts, call, true),
  },
  {
    words: "privacy on",
    parameters: [],
    summary: "let me keep what you say again",
    accepts: nothing,
    isOpen: false,
    run: (parts, call) => choose(parts, call, false),
  },
  {
    words: "privacy export",
    parameters: [],
    summary: "a copy of what is kept of you and for you",
    accepts: nothing,
    isOpen: false,
    run: exportPerson,
  },
  {
    words: "privacy erase",
    parameters: [],
    summary: "remove all that you said and all that is kept for you, for good",
    accepts: nothing,
    isOpen: false,
    run: (parts, { workspace, person, job }) => erasePerson(parts, { workspace, person, job }),
  },
];

async function askingPerson(parts: Parts, { workspace, person }: CommandCall): Promise<Person | undefined> {
  return directoryOf(parts, workspace).person(workspace, person);
}

async function choose(
  parts: Parts,
  { workspace, person }: CommandCall,
  isOut: boolean,
): Promise<PrivateAnswer> {
  return say(await choosePrivacy(parts, workspace, person, isOut));
}

async function exportPerson(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const { workspace, person } = call;
  const [messages, book] = await Promise.all([
    parts.history.saidBy(workspace, person),
    parts.ledger.book(workspace, personAudience(person)),
  ]);
  const copy = {
    messages: messages.map(({ channel, saidAt, text, files }) => ({
      channel,
      said: new Date(saidAt).toISOString(),
      text,
      ...(files.length === 0 ? {} : { files: files.map(({ name }) => name) }),
    })),
    memories: book.memories.flatMap((memory) => {
      const change = currentChange(memory);
      return change ? [{ id: memory.id, kind: change.kind, text: change.text }] : [];
    }),
  };
  const asker = await askingPerson(parts, call);
  const at = parts.clock.now();
  await recordAct(parts, {
    workspace,
    at,
    person,
    personName: asker?.name ?? formerMember,
    act: "exported",
    subject: newId(),
    audience: personAudience(person),
  });
  return handOver(parts, call, {
    name: `reverie-privacy-${new Date(at).toISOString().slice(0, 10)}.json`,
    mediaType: "application/json",
    text: `${JSON.stringify(copy, null, 2)}\n`,
  });
}
