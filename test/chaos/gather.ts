import { wordsOf as discordWords } from "../e2e/office/discord-reader.ts";
import { freeze } from "../e2e/office/freeze-dream.ts";
import type { SlackChat } from "../e2e/office/slack-chat.ts";
import { wordsIn } from "../e2e/slack-reader.ts";
import type { Chats } from "./both-chats.ts";
import { type ChaosOffice, channels, onEach, people, readersOf } from "./chaos-office.ts";
import { leaversWord } from "./erasure.ts";
import { type PlatformName, platforms } from "./plan.ts";
import type { AskedQuestion, Canary, Output, Pressed, Proposed, ShownAnswer } from "./record.ts";
import { cardsWithChange, proposalOn, untilTold } from "./review.ts";
import { canaryOf } from "./scripted-model.ts";
import type { Asked } from "./storm.ts";

/** Every marked word, with who may read it. */
export const canaries: readonly Canary[] = platforms.flatMap((platform) =>
  channels.map((channel) => ({
    platform,
    word: canaryOf(platform, channel),
    readers: readersIn(platform, channel),
  })),
);

/** The names of all who can read what stands in a channel. */
function readersIn(platform: PlatformName, channel: string): readonly string[] {
  return channel.startsWith("dm-") ? [channel.slice(3)] : (readersOf[platform][channel] ?? []);
}

/** What stands below each question. */
export function answersTo(chats: Chats, asked: readonly Asked[]): Promise<AskedQuestion[]> {
  return Promise.all(
    asked.map(async ({ platform, number, person, channel, said }) => {
      const all = await chats[platform].answersTo(said);
      // What a dream that somebody asked for has to say comes into their direct conversation too.
      const shown = all.filter(({ words }) => !/^I (?:dreamt|am dreaming)\b/u.test(words));
      const open = shown.map(({ words, isDraft }): ShownAnswer => ({ words, isDraft, isPrivate: false }));
      const alone = platform === "Slack" ? aloneInThread(chats.Slack, person, said.id) : [];
      return { platform, number, person, channel, id: said.id, answers: [...open, ...alone] };
    }),
  );
}

function aloneInThread({ fake }: SlackChat, person: string, thread: string): ShownAnswer[] {
  return fake.world
    .ephemerals({ person })
    .filter(({ threadTs }) => threadTs === thread)
    .map(({ blocks, text }) => ({
      words: `${wordsIn(blocks)}\n${text}`.trim(),
      isDraft: false,
      isPrivate: true,
    }));
}

/** All that Reverie shows anywhere on both platforms. */
export async function outputsOf(office: ChaosOffice): Promise<Output[]> {
  const open = await onEach(async (platform) => {
    const shown: Output[] = [];
    for (const channel of channels) {
      const readers = readersIn(platform, channel);
      const messages = (await office.chats[platform].messages(channel)).filter(
        ({ isReveries }) => isReveries,
      );
      shown.push(...messages.map(({ words }) => ({ platform, channel, words, readers })));
    }
    return shown;
  });
  return [...open.flat(), ...privateOutputs(office)];
}

/** What one person alone was shown, wherever it was. */
function privateOutputs({ slack, discord }: ChaosOffice): Output[] {
  return people.flatMap((person) => {
    const about = { channel: `for ${person} alone`, readers: [person] };
    return [
      ...slack.fake.world.ephemerals({ person }).map(
        ({ blocks, text }): Output => ({
          platform: "Slack",
          words: `${wordsIn(blocks)}\n${text}`,
          ...about,
        }),
      ),
      ...discord.fake.world
        .privateAnswers({ person })
        .map((message): Output => ({ platform: "Discord", words: discordWords(message), ...about })),
    ];
  });
}

/** What became of the change that was proposed on each platform. */
export function proposedOn(office: ChaosOffice, pressed: readonly Pressed[]): Promise<Proposed[]> {
  return onEach(async (platform) => {
    const cards = await cardsWithChange(office, platform);
    const ana = office.chats[platform].person("ana");
    const list = await untilTold(() => ana.command("general", "memory team"));
    return {
      platform,
      cards: cards.map((card) => proposalOn(card).words),
      told: pressed.filter((each) => each.platform === platform),
      timesRemembered: list.match(/Deploys are frozen on Fridays/gu)?.length ?? 0,
    };
  });
}

/** Which of the marked words, what the dream is about, and the secrets stand in what the replicas logged. */
export function loggedOf({ slack, discord, replicas }: ChaosOffice): string[] {
  const log = replicas.map((replica) => replica.log()).join("");
  const secrets = [slack.fake.botToken, slack.fake.appToken, discord.fake.token];
  return [...canaries.map(({ word }) => word), freeze, leaversWord, ...secrets].filter((text) =>
    log.includes(text),
  );
}

/** What the platforms' fakes hold against the program or against themselves. */
export function troublesOf({ slack, discord, replicas, troubles }: ChaosOffice): string[] {
  const { ownFaults: slackFaults } = slack.fake.world.records;
  const { ownFaults: discordFaults, appFaults } = discord.fake.world.records;
  const deaths = replicas
    .flatMap((replica) => replica.deaths())
    .map((code) => `A replica ended by itself with ${code}`);
  return [...slackFaults, ...discordFaults, ...appFaults, ...deaths, ...troubles];
}
