import { Routes } from "discord.js";
import { onTestFinished } from "vitest";
import {
  createDiscordCalls,
  createRest,
  type DiscordCalls,
} from "../../../../src/adapters/discord/web/discord-calls.ts";
import { createSystemClock } from "../../../../src/adapters/system/system-clock.ts";
import { type FakeDiscord, startFakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import { type OpenDelivery, openDelivery } from "../deliver/open-delivery.ts";

export const general = "110000000000000001";
export const engineering = "110000000000000002";

/** Some calls, and what they come to. */
interface Doing {
  post(text: string, channel?: string): Promise<unknown>;
  read(): Promise<unknown>;
  /** What Reverie said in a channel, in order. */
  said(channel?: string): string[];
}

function doing(calls: DiscordCalls, fake: FakeDiscord): Doing {
  return {
    post: (text, channel = general) =>
      calls.call({ method: "post", channel, repeatable: false }, (rest) =>
        rest.post(Routes.channelMessages(channel), { body: { content: text } }),
      ),
    read: () =>
      calls.call({ method: "channel", channel: general, repeatable: true }, (rest) =>
        rest.get(Routes.channel(general)),
      ),
    said: (channel = general) => fake.world.messages({ channel }).map(({ content }) => content),
  };
}

/** `ok`, or the error. */
export function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "ok",
    (error: unknown) => error,
  );
}

/** Calls on a clock that the test moves. */
export async function openCalls(): Promise<OpenDelivery & Doing> {
  const open = await openDelivery();
  return { ...open, ...doing(open.calls, open.fake) };
}

/** Calls in the machine's own time, by which the SDK counts what Discord allows. */
export async function openLiveCalls(): Promise<
  Doing & { readonly fake: FakeDiscord; readonly calls: DiscordCalls }
> {
  const fake = await startFakeDiscord({ settings: { echoes: false } });
  onTestFinished(() => fake.close());
  const calls = createDiscordCalls(createRest(fake.token, fake.apiUrl), createSystemClock());
  return { fake, calls, ...doing(calls, fake) };
}
