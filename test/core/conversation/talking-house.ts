import { onTestFinished } from "vitest";
import { playgroundWorkspace } from "../../../src/adapters/playground/cast.ts";
import type { WorldMessage } from "../../../src/adapters/playground/world.ts";
import type { PrivateAnswer } from "../../../src/core/card.ts";
import { asId, type ChannelId, type MessageId, type PersonId } from "../../../src/core/ids.ts";
import { type RecordedMessage, reverie } from "../../../src/core/message.ts";
import type { Model } from "../../../src/core/ports/model.ts";
import { type House, openHouse } from "../../doubles/house.ts";

/** A house in which people talk, ask and press the buttons below answers. */
export interface TalkingHouse extends House {
  /** Says something and lets what follows run to its end. */
  say(person: string, channel: string, text: string): Promise<WorldMessage>;
  edit(message: WorldMessage, text: string): Promise<void>;
  command(person: string, text: string): Promise<PrivateAnswer>;
  press(person: string, verb: string, message: WorldMessage | undefined): Promise<PrivateAnswer>;
  feel(person: string, message: WorldMessage | undefined, isGood: boolean | null): Promise<void>;
  /** What Reverie says in the thread of a message, as it stands. */
  answersTo(message: WorldMessage): WorldMessage[];
  /** The answer as History keeps it. */
  kept(answer: WorldMessage | undefined): Promise<RecordedMessage>;
}

/** Opens a house that closes when the test has finished. */
export async function openTalkingHouse(options: { readonly model?: Model } = {}): Promise<TalkingHouse> {
  const house = openHouse({ now: Date.UTC(2026, 10, 22, 12), ...options });
  onTestFinished(() => house.close());
  const { clock, playground, parts, settle } = house;
  const { world } = playground;
  await house.bot.start();
  await settle();
  const act = (person: string) => ({
    workspace: playgroundWorkspace,
    person: asId<PersonId>(person),
    channel: asId<ChannelId>("general"),
  });
  return {
    ...house,
    async say(person, channel, text) {
      const said = world.say({
        channel: asId(channel),
        thread: null,
        author: asId(person),
        text,
        note: "",
        card: null,
        actions: [],
        saidAt: clock.now(),
        editedAt: null,
        isStreaming: false,
        files: [],
      });
      await playground.tell();
      await settle();
      return said;
    },
    async edit(message, text) {
      world.edit(message, text, clock.now() + 1);
      await playground.tell();
      await settle();
    },
    async command(person, text) {
      const answer = await playground
        .handler()
        .answer({ type: "command-run", thread: null, ...act(person), text });
      await settle();
      return answer;
    },
    async press(person, verb, message) {
      const value = message?.actions.find((action) => action.verb === verb)?.value ?? "";
      const id = message?.id ?? null;
      const press = { type: "button-pressed" as const, ...act(person), verb, value, message: id };
      const answer = await playground.handler().answer(press);
      await settle();
      return answer;
    },
    async feel(person, message, isGood) {
      const id = message?.id ?? asId<MessageId>("");
      const { workspace, person: who } = act(person);
      const event = { type: "feedback-given" as const, workspace, person: who, message: id, isGood };
      await playground.handler().receive(event);
      await settle();
    },
    answersTo: ({ id }) => world.all().filter(({ author, thread }) => author === reverie && thread === id),
    async kept(answer) {
      const [found] = answer ? await parts.history.get(playgroundWorkspace, [answer.id]) : [];
      if (!found) throw new Error("The answer is not kept");
      return found;
    },
  };
}

/** An offline model's answers, with this text in place of its own. */
export function modelThatSays(model: Model, text: string): Model {
  return {
    ...model,
    async *answer(request, signal) {
      for await (const event of model.answer(request, signal)) {
        if (event.type === "end") {
          yield { type: "text", text };
          yield event;
        }
      }
    },
  };
}
