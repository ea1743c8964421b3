import { chanceOf, question, sentence } from "../team-talk.ts";
import { together } from "../together.ts";
import type { Asked } from "../turn-book.ts";
import { patiently } from "./patience.ts";

/** Somebody, where they speak. */
export interface Seat {
  readonly person: string;
  readonly channel: string;
}

/** The fake, as far as people need it who talk there. */
export interface Floor {
  /** Words that mention the app. */
  readonly mention: string;
  /** Makes a channel that all of these people and the app are in. Gives what it is called by. */
  addChannel(name: string, people: readonly string[]): string;
  /** Says something. Gives the message's id. */
  say(seat: Seat, text: string): string;
  /** Resolves once the complete answer to a message has come. Asked for once, right after it was said. */
  answerTo(message: string): Promise<Asked>;
}

/** People who ask and talk in the channels of a fake. */
export interface Talkers {
  /** Whose turn it is to do something, and where. */
  next(): Seat;
  /** Says something to nobody in particular. */
  talk(): void;
  /** Asks a question, and waits for the answer. */
  ask(): Promise<Asked>;
  /** One question after the other, each as soon as the last answer has come. */
  alone(turns: number): Promise<readonly Asked[]>;
  /** So many questions open at once until all turns are over. Gives the turns a second. */
  together(turns: number, concurrency: number): Promise<number>;
}

const people = ["ana", "ben", "dora"] as const;
const channelCount = 8;

export function createTalkers(floor: Floor): Talkers {
  const chance = chanceOf(5);
  const channels = Array.from({ length: channelCount }, (_, index) =>
    floor.addChannel(`bench-${index}`, people),
  );
  let acts = 0;

  const next = (): Seat => {
    acts += 1;
    const person = people[acts % people.length] ?? "ana";
    return { person, channel: channels[acts % channels.length] ?? "general" };
  };

  const ask = (): Promise<Asked> =>
    patiently(floor.answerTo(floor.say(next(), `${floor.mention} ${question(chance)}`)));

  return {
    next,
    talk: () => void floor.say(next(), sentence(chance)),
    ask,
    async alone(turns) {
      const asked: Asked[] = [];
      for (let turn = 0; turn < turns; turn += 1) asked.push(await ask());
      return asked;
    },
    together: (turns, concurrency) => together(ask, turns, concurrency),
  };
}
