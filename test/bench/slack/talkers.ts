import { setTimeout as pause } from "node:timers/promises";
import type { FakeSlack } from "../../fakes/slack/fake-slack.ts";
import { app } from "../../fakes/slack/world/identity.ts";
import { instantMs } from "../instant.ts";
import { chanceOf, question, sentence } from "../team-talk.ts";
import type { EventWatch } from "./event-watch.ts";

/** When a question left and when its complete answer had come in, by `instantMs`. */
export interface AskedTurn {
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
}

/** People who ask and talk in the channels of the fake. */
export interface Talkers {
  /** One question after the other, each as soon as the last answer has come. */
  alone(turns: number): Promise<readonly AskedTurn[]>;
  /** So many questions open at once until all turns are over. Gives the turns a second. */
  together(turns: number, concurrency: number): Promise<number>;
  /**
   * Talk that makes so many events a second, whether they are acknowledged or not: of ten events two are those
   * of a mention, the others are talk among people. Gives how long each waited for its acknowledgement.
   */
  talk(eventsPerSecond: number, seconds: number): Promise<readonly number[]>;
}

const people = ["ana", "ben", "dora"] as const;
const channelCount = 8;
const eventsPerMention = 2;
const talkPerMention = 8;
/** Who waits this long for an answer waits in vain, in milliseconds. */
const patienceMs = 30_000;

export function createTalkers(fake: FakeSlack, watch: EventWatch): Talkers {
  const chance = chanceOf(5);
  const channels = Array.from({ length: channelCount }, (_, index) => {
    const name = `bench-${index}`;
    return fake.world.addChannel({ name, kind: "public", people: [...people, app.name] }).channel;
  });
  let spoken = 0;

  const say = (text: string): string => {
    spoken += 1;
    const person = people[spoken % people.length] ?? "ana";
    const channel = channels[spoken % channels.length] ?? "general";
    return fake.world.say({ person, channel, text }).ts;
  };

  const ask = async (): Promise<AskedTurn> => {
    const answer = watch.answerOf(say(`<@${app.userId}> ${question(chance)}`));
    const inVain = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      inVain.reject(new Error(`No answer came within ${patienceMs / 1000} seconds`));
    }, patienceMs);
    try {
      return await Promise.race([answer, inVain.promise]);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    async alone(turns) {
      const asked: AskedTurn[] = [];
      for (let turn = 0; turn < turns; turn += 1) asked.push(await ask());
      return asked;
    },
    async together(turns, concurrency) {
      const startedAtMs = instantMs();
      let begun = 0;
      const askOn = async () => {
        while (begun < turns) {
          begun += 1;
          await ask();
        }
      };
      await Promise.all(Array.from({ length: concurrency }, askOn));
      return (turns * 1000) / (instantMs() - startedAtMs);
    },
    async talk(eventsPerSecond, seconds) {
      watch.takeAcknowledgements();
      const events = eventsPerSecond * seconds;
      const startedAtMs = instantMs();
      const answers: Promise<unknown>[] = [];
      for (let sent = 0; sent < events; ) {
        const isMention = sent % (talkPerMention + eventsPerMention) === 0;
        if (isMention) answers.push(ask());
        else say(sentence(chance));
        sent += isMention ? eventsPerMention : 1;
        // By the plan and not by the last event, so that a slow reader meets no mercy.
        const waitMs = startedAtMs + (sent * 1000) / eventsPerSecond - instantMs();
        if (waitMs > 0) await pause(waitMs);
      }
      await Promise.all(answers);
      await fake.outbox.settled();
      return watch.takeAcknowledgements();
    },
  };
}
