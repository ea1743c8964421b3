import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { makeDataDir, startProgram } from "../e2e/program.ts";
import { findProposal, type SeenMessage, type Visitor, visit } from "../e2e/visitor.ts";

/** The program in a process of its own, and what people do with it. */
export interface RunningProgram {
  readonly url: string;
  person(name: string): Visitor;
  /** The texts of the memories that a person is shown. */
  memories(name: string, which: "team" | "mine"): Promise<string[]>;
  /** The id of the first memory that a person is shown. */
  memoryId(name: string, which: "team" | "mine"): Promise<string>;
  /** Stops the program, and says whether the words stand in one of its own files. */
  isStored(words: string): Promise<boolean>;
}

/** Starts the program on a data folder of its own; both go when the test has finished. */
export async function startRunningProgram(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const { url, stop } = await startProgram({ DATA_DIR: data.path, ...environment });
  onTestFinished(async () => void (await stop()));
  const person = (name: string) => visit(url, name);
  const sectionsOf = async (name: string, which: string) =>
    (await person(name).command(`memory ${which}`)).card?.sections ?? [];
  return {
    url,
    person,
    memories: async (name, which) => (await sectionsOf(name, which)).map(({ text }) => text),
    memoryId: async (name, which) => (await sectionsOf(name, which))[0]?.title.split(" ")[0] ?? "",
    async isStored(words) {
      await stop();
      const ours = readdirSync(data.path).filter((name) => name.startsWith("reverie"));
      if (ours.length === 0) throw new Error("The program left no file of its own to look into");
      return ours.some((name) => readFileSync(join(data.path, name)).includes(words));
    },
  };
}

/** A proposal on a card that a person sees. */
type SeenProposal = NonNullable<ReturnType<typeof findProposal>>;

/** Waits for a proposal whose text fits. */
export function proposalFor(visitor: Visitor, text: RegExp): Promise<SeenProposal> {
  return visitor.until(`a proposal like ${text}`, (seen) => findProposal(seen, text));
}

/** Asks for a dream and waits for a proposal whose text fits. */
export async function dreamOf(visitor: Visitor, text: RegExp): Promise<SeenProposal> {
  await visitor.command("dream now");
  return proposalFor(visitor, text);
}

/** Asks for a dream; gives the wait for the message in which it ends: a digest, or word that there is none. */
export async function startDream(visitor: Visitor): Promise<() => Promise<SeenMessage>> {
  const before = new Set((await visitor.messages()).map(({ id }) => id));
  const isEnd = ({ id, text, card }: SeenMessage) =>
    !before.has(id) && /^I (?:dreamt|did not dream)/u.test(card?.title ?? text);
  await visitor.command("dream now");
  return () => visitor.until("the end of the dream", (seen) => seen.find(isEnd));
}

/** Asks for a dream and waits for the message in which it ends. */
export async function dreamToItsEnd(visitor: Visitor): Promise<SeenMessage> {
  const ended = await startDream(visitor);
  return ended();
}

/** Lets one more turn pass in the person's direct channel, behind all that waited before it. */
export async function passOneTurn(visitor: Visitor, person: string): Promise<void> {
  await visitor.answerTo(await visitor.say(`dm-${person}`, "hello there"));
}
