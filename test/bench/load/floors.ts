import { startFakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { app } from "../../fakes/slack/world/identity.ts";
import { measuredTime } from "../chat/measured-time.ts";
import { watchAnswers } from "../discord/answer-watch.ts";
import { instantMs } from "../instant.ts";
import { EventWatch } from "../slack/event-watch.ts";
import { chanceOf, question, sentence } from "../team-talk.ts";
import { type Asked, TurnBook } from "../turn-book.ts";

const people = ["ana", "ben", "dora"] as const;

/** A platform's fake, with channels in which people talk and ask. */
export interface LoadFloor {
  /** What a program needs to serve it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly channels: readonly string[];
  /** Resolves once so many connections of programs stand. */
  connected(count: number): Promise<void>;
  /** Has all that is said kept, so that every event costs a write. */
  listen(): Promise<void>;
  talk(channel: string): void;
  /** Asks something; gives when it was asked, and when its answer stood: on Discord its first words. */
  ask(channel: string): Promise<Asked>;
  /** How many whole answers stand to each question, once all is over. */
  answersPerQuestion(): number[];
  /** How long each event waited for its acknowledgement, in milliseconds; Discord wants none. */
  acknowledgedAfterMs(): readonly number[];
  /** Resolves once nothing waits for its acknowledgement any more. */
  settled(): Promise<void>;
}

/** A name for a channel of the load. */
const channelNames = (count: number) => Array.from({ length: count }, (_, index) => `load-${index}`);

/** People who speak by turns. */
function speakers() {
  let turns = 0;
  const chance = chanceOf(7);
  return {
    next() {
      turns += 1;
      return people[turns % people.length] ?? "ana";
    },
    sentence: () => sentence(chance),
    question: () => question(chance),
  };
}

/** Opens a Slack with so many channels. */
export async function openSlackFloor(open: AsyncDisposableStack, channelCount: number): Promise<LoadFloor> {
  const fake = await startFakeSlack({ time: measuredTime });
  open.defer(() => fake.close());
  const { world } = fake;
  const book = new TurnBook();
  const watch = new EventWatch(fake.socket, () => world.records.calls.at(-1), book);
  fake.outbox.use(watch);
  const { next, ...words } = speakers();
  const asked: { readonly channel: string; readonly ts: string }[] = [];
  return {
    environment: {
      SLACK_API_URL: fake.apiUrl,
      SLACK_BOT_TOKEN: fake.botToken,
      SLACK_APP_TOKEN: fake.appToken,
    },
    channels: channelNames(channelCount).map(
      (name) => world.addChannel({ name, kind: "public", people: [...people, app.name] }).channel,
    ),
    connected: (count) => fake.socket.connected(count),
    async listen() {
      const { type } = await world.command({
        person: "ana",
        channel: "general",
        command: "/reverie",
        text: "set listen all",
      }).answer;
      if (type !== "acknowledged") throw new Error("The command was not acknowledged");
    },
    talk: (channel) => void world.say({ person: next(), channel, text: words.sentence() }),
    ask(channel) {
      const { ts } = world.say({ person: next(), channel, text: `<@${app.userId}> ${words.question()}` });
      asked.push({ channel, ts });
      return book.answerTo(ts);
    },
    answersPerQuestion: () =>
      asked.map(
        ({ channel, ts }) =>
          world
            .messages({ channel, thread: ts })
            .filter(({ user, streaming }) => user === app.userId && streaming !== "in_progress").length,
      ),
    acknowledgedAfterMs: () => watch.takeAcknowledgements(),
    settled: () => fake.outbox.settled(),
  };
}

/** Opens a Discord with so many channels. */
export async function openDiscordFloor(open: AsyncDisposableStack, channelCount: number): Promise<LoadFloor> {
  const fake = await startFakeDiscord({ time: measuredTime });
  open.defer(() => fake.close());
  const { world } = fake;
  const book = new TurnBook();
  watchAnswers(world.records.calls, book);
  const { next, ...words } = speakers();
  const asked: { readonly channel: string; readonly id: string }[] = [];
  return {
    environment: { DISCORD_API_URL: fake.apiUrl, DISCORD_TOKEN: fake.token },
    channels: channelNames(channelCount).map((name) => world.addChannel({ name }).id),
    connected: (count) => fake.gateway.connected(count),
    async listen() {
      const { type } = await world.command({ person: "ana", channel: "general", text: "set listen all" })
        .answer;
      if (type === "none") throw new Error("The command was not acknowledged");
    },
    talk: (channel) => void world.say({ person: next(), channel, text: words.sentence() }),
    ask(channel) {
      const text = `<@${fake.applicationId}> ${words.question()}`;
      const { id } = world.say({ person: next(), channel, text });
      book.sent(id, instantMs());
      asked.push({ channel, id });
      return book.answerTo(id);
    },
    answersPerQuestion() {
      const byQuestion = new Map<string, number>();
      for (const channel of new Set(asked.map(({ channel: each }) => each))) {
        for (const { replyTo, content } of world.messages({ channel })) {
          if (replyTo && !content.endsWith("-# …"))
            byQuestion.set(replyTo, (byQuestion.get(replyTo) ?? 0) + 1);
        }
      }
      return asked.map(({ id }) => byQuestion.get(id) ?? 0);
    },
    acknowledgedAfterMs: () => [],
    settled: async () => undefined,
  };
}
