import { createClient } from "@redis/client";
import { type KnownBlock, WebClient } from "@slack/web-api";
import type { ChaosOffice } from "./chaos-office.ts";
import type { Law } from "./checker.ts";
import { leaver } from "./erasure.ts";
import type { AskedQuestion, ChaosRecord } from "./record.ts";
import { canaryOf } from "./scripted-model.ts";

/** Something that the bot must never do. */
export interface Plant {
  readonly name: string;
  readonly law: Law;
  /** Does it in the bot's name, on Slack or in the store, after all was well. */
  plant(office: ChaosOffice, record: ChaosRecord): Promise<unknown>;
}

const clientOf = ({ slack }: ChaosOffice) =>
  new WebClient(slack.fake.botToken, { slackApiUrl: slack.fake.apiUrl, retryConfig: { retries: 0 } });

const standing = ({ slack }: ChaosOffice, thread?: string) =>
  slack.fake.world.messages({ channel: "general", ...(thread === undefined ? {} : { thread }) });

const generalOf = (office: ChaosOffice) => standing(office)[0]?.channel ?? "";

/** A question in general on Slack whose answer still stands. */
function question({ questions }: ChaosRecord, place: number): AskedQuestion {
  const found = questions.filter(
    ({ platform, channel, person }) => platform === "Slack" && channel === "general" && person !== leaver,
  )[place];
  if (!found) throw new Error("Too few questions were asked in general");
  return found;
}

function answerTo(office: ChaosOffice, { id }: AskedQuestion) {
  const found = standing(office, id).find(({ isByBot }) => isByBot);
  if (!found) throw new Error("The question has no answer");
  return found;
}

function card(office: ChaosOffice) {
  const found = standing(office).find(
    ({ isByBot, blocks }) => isByBot && JSON.stringify(blocks).includes("I dreamt"),
  );
  if (!found) throw new Error("There is no card");
  return found;
}

const post = (office: ChaosOffice, text: string, thread: string) =>
  clientOf(office).chat.postMessage({ channel: generalOf(office), text, thread_ts: thread });

/** One for each thing that the checker judges by what the platform or the store shows. */
export const plants: readonly Plant[] = [
  {
    name: "a second answer",
    law: "one answer or apology",
    plant: (office, record) => {
      const { number, id } = question(record, 0);
      return post(office, `Answer to question ${number}. The end of ${number}.`, id);
    },
  },
  {
    name: "an answer that is taken away",
    law: "one answer or apology",
    plant: (office, record) =>
      clientOf(office).chat.delete({
        channel: generalOf(office),
        ts: answerTo(office, question(record, 1)).ts,
      }),
  },
  {
    name: "the answer to another question",
    law: "the answer to its own question",
    plant: (office, record) =>
      clientOf(office).chat.update({
        channel: generalOf(office),
        ts: answerTo(office, question(record, 2)).ts,
        text: `Answer to question ${record.questions.at(-1)?.number}. The end of ${record.questions.at(-1)?.number}.`,
        blocks: [],
      }),
  },
  {
    name: "a word from a direct conversation",
    law: "within its audience",
    plant: (office, record) =>
      post(office, `I heard ${canaryOf("Slack", "dm-ana")}.`, question(record, 0).id),
  },
  {
    name: "a card that says the other verdict",
    law: "one final verdict",
    plant: (office) => {
      const { ts, blocks } = card(office);
      const turned = JSON.stringify(blocks).replace(/(Approved|Rejected) by/gu, (_words, verdict) =>
        verdict === "Approved" ? "Rejected by" : "Approved by",
      );
      return clientOf(office).chat.update({
        channel: generalOf(office),
        ts,
        text: "I dreamt",
        blocks: JSON.parse(turned) as KnownBlock[],
      });
    },
  },
  {
    name: "a second card",
    law: "no dream twice",
    plant: (office) =>
      clientOf(office).chat.postMessage({
        channel: generalOf(office),
        text: "I dreamt",
        blocks: structuredClone(card(office).blocks) as unknown as KnownBlock[],
      }),
  },
  {
    name: "a row that names who was erased",
    law: "nothing names who was erased",
    plant: async (office) => {
      const client = createClient({ url: office.redis.url });
      await client.connect();
      await client.hSet("planted", "by", office.slack.personId(leaver));
      client.destroy();
    },
  },
];
