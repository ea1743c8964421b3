import type { CardSection } from "../../../src/core/card.ts";
import type { ChannelId } from "../../../src/core/ids.ts";
import { asId } from "../../../src/core/ids.ts";
import type { RecordedMessage } from "../../../src/core/message.ts";
import { createReflectingModel, type ReflectingModel } from "../../doubles/reflecting-model.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "../../laws/small-world.ts";

export const hourMs = 60 * 60 * 1000;
export const dayMs = 24 * hourMs;

/** A small world in which a channel has a past, and what an administrator does about it. */
export interface PastWorld extends SmallWorld {
  readonly model: ReflectingModel;
  /** Asks for an estimate and waits for it; gives what was answered at once. */
  ask(days: number | string, person?: string, channel?: string): Promise<string>;
  /** Presses the button of a backfill's card that is labelled so, and waits; gives the answer. */
  pressed(label: string, person?: string): Promise<string>;
  /** The sections of backfills' cards that stand. */
  cardsOfPast(): readonly CardSection[];
  /** What is kept of a channel, in the order of its sequence. */
  kept(channel?: string): Promise<readonly RecordedMessage[]>;
  /** The last text that Reverie says somebody alone. */
  toldTo(person: string): string;
  acts(): Promise<readonly string[]>;
}

export async function openPastWorld(): Promise<PastWorld> {
  const model = createReflectingModel();
  const world = await openSmallWorld({ model });
  const cardsOfPast = () =>
    world
      .cards()
      .filter(({ card }) => card.title.startsWith("The past of"))
      .flatMap(({ card }) => card.sections);
  return {
    ...world,
    model,
    async ask(days, person = "ana", channel = "general") {
      const { text } = await world.command(person, `dream backfill ${days}`.trim(), channel);
      await world.settle();
      return text ?? "";
    },
    cardsOfPast,
    async pressed(label, person = "ana") {
      const actions = cardsOfPast().flatMap((section) => section.actions);
      const button = actions.findLast((action) => action.label === label);
      if (!button) throw new Error(`No card has a button ${label}`);
      const { text } = await world.press(person, button.verb, button.value);
      await world.settle();
      return text ?? "";
    },
    kept: async (channel = "general") =>
      world.parts.history.since(workspace, [asId<ChannelId>(channel)], 0, 10_000),
    toldTo: (person) =>
      world
        .standing()
        .filter(({ place }) => place.channel === `dm-${person}`)
        .map(({ content }) => content.text)
        .findLast((text) => text !== "") ?? "",
    async acts() {
      const entries = await world.parts.ledger.audit(workspace, 100);
      return entries.map(({ act, personName }) => `${personName} ${act}`);
    },
  };
}
