import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { expect, onTestFinished } from "vitest";
import { type MessagesServer, startMessagesServer } from "../../fakes/messages-server/messages-server.ts";
import { json, type Reply, text } from "../../fakes/messages-server/reply.ts";
import { blocksOf, isReflection } from "../model-requests.ts";
import type { ChatOffice, Said, SeenMessage } from "./chat-office.ts";
import { idle } from "./idle.ts";

/** The office of one story, with the model behind it. */
export interface Story {
  readonly office: ChatOffice;
  readonly server: MessagesServer;
  /** What the model answers next, in this order; after the last it says the same to everything. */
  readonly replies: Reply[];
  /** What the model makes of what it rereads in a dream. */
  reflect: (content: string) => Reply | Promise<Reply>;
  /** The questions that the model was asked. */
  questions(): MessageCreateParams[];
  /** All that the newest question told the model. */
  lastPrompt(): string;
  /** Ends the program and starts it again on the same data. */
  restart(): Promise<void>;
  /** Kills the program as a power cut would, and starts it again on the same data. */
  kill(): Promise<void>;
  /** Resolves once the program has nothing left to do: what it said, it has kept as well. */
  rest(): Promise<void>;
  /** Waits until this many complete answers to a message stand, and gives the last. */
  answer(said: Said, count?: number): Promise<SeenMessage>;
}

/** A dream that found nothing. */
export const nothingFound = json({ changes: [], watch: [] });

/** Opens the office of a platform over a model's server. */
export type OpenOffice = (modelUrl: string, allowed: readonly (string | number)[]) => Promise<ChatOffice>;

/** Starts the program of an office; whoever starts it closes it, and then nothing may have gone wrong. */
export async function startStory(
  open: OpenOffice,
  allowed: readonly (string | number)[],
): Promise<{ readonly story: Story; readonly close: () => Promise<void> }> {
  const replies: Reply[] = [];
  const server = await startMessagesServer({
    script: (body) => {
      if (isReflection(body)) return story.reflect(blocksOf(body).join(""));
      return replies.shift() ?? text("All right.");
    },
  });
  const office = await open(server.url, allowed);
  const questions = () => server.asked.filter((body) => !isReflection(body));
  const story: Story = {
    office,
    server,
    replies,
    reflect: () => nothingFound,
    questions,
    lastPrompt: () => blocksOf(questions().at(-1) as MessageCreateParams).join("\n"),
    async restart() {
      await program.stop();
      program = await office.start();
    },
    async kill() {
      await program.kill();
      program = await office.start();
    },
    rest: () => idle(program),
    answer: (said, count = 1) =>
      office.until(`${count} answers in ${said.channel}`, async () => {
        const found = (await office.answersTo(said)).filter(({ isDraft }) => !isDraft);
        return found.length >= count ? found.at(-1) : undefined;
      }),
  };
  let program = await office.start();
  const close = async () => {
    await office.close();
    await server.close();
    const troubles = office.troubles();
    expect(troubles).toEqual(Object.fromEntries(Object.keys(troubles).map((name) => [name, []])));
  };
  return { story, close };
}

/** A story that is closed when its test is over. `allowed` are refusals that it provokes. */
export async function openStory(
  open: OpenOffice,
  allowed: readonly (string | number)[] = [],
): Promise<Story> {
  const { story, close } = await startStory(open, allowed);
  onTestFinished(close);
  return story;
}
