import type { StandingMessage } from "../fakes/slack/acts/look.ts";
import type { SharedFile } from "../fakes/slack/acts/share-file.ts";
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from "../fakes/slack/fake-slack.ts";
import { app } from "../fakes/slack/world/identity.ts";
import { idle } from "./office/idle.ts";
import { untilFound } from "./office/patience.ts";
import { makeDataDir, type Program, startProgram } from "./program.ts";

/** A Slack workspace on the loopback, with the program that serves it. */
export interface SlackOffice {
  readonly fake: FakeSlack;
  /** The folder of the program's data. */
  readonly dataDir: string;
  /** What its programs are started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts the program, or starts it again on the same data. */
  start(): Promise<Program>;
  /** Resolves once something is found; rejects when it is not within the patience. */
  until<Found>(
    what: string,
    look: () => Found | undefined | Promise<Found | undefined>,
    patienceMs?: number,
  ): Promise<Found>;
  /** Somebody mentions Reverie; gives the message's timestamp. */
  mention(mentioned: Mentioned): string;
  /** Answers of Reverie's in a thread that are not being written any more. */
  answers(channel: string, thread: string): StandingMessage[];
  /** Waits until a thread has this many complete answers, and gives the last. */
  answer(channel: string, thread: string, count?: number): Promise<StandingMessage>;
  /** Resolves once the program has nothing left to do. */
  idle(program: Program): Promise<void>;
  close(): Promise<void>;
}

/** A message that mentions Reverie. */
export interface Mentioned {
  readonly person: string;
  readonly channel: string;
  readonly text: string;
  readonly thread?: string;
  readonly files?: readonly SharedFile[];
}

/** What an office is opened with. */
export interface SlackOfficeOptions {
  /** By Socket Mode unless it says HTTP. */
  readonly way?: "socket" | "http";
  /** Where the model's server is. */
  readonly modelUrl: string;
  /** What else the program is started with, such as another store. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly fake?: Omit<FakeSlackOptions, "pushUrl" | "time">;
}

/** Opens an office whose program is not started yet. */
export async function openSlackOffice(options: SlackOfficeOptions): Promise<SlackOffice> {
  const { way = "socket" } = options;
  const data = makeDataDir();
  const programs: Program[] = [];
  // The program's address is known once it has started.
  const pushUrl = way === "http" ? { pushUrl: "http://127.0.0.1:9/slack/events" } : {};
  const fake = await startFakeSlack({ ...options.fake, ...pushUrl });
  const secret = way === "http" ? { SLACK_SIGNING_SECRET: fake.signingSecret } : {};
  const token = way === "socket" ? { SLACK_APP_TOKEN: fake.appToken } : {};

  const until = untilFound;
  const answers: SlackOffice["answers"] = (channel, thread) =>
    fake.world
      .messages({ channel, thread })
      .filter(
        ({ user, ts, streaming }) => user === app.userId && ts !== thread && streaming !== "in_progress",
      );

  const environment = {
    DATA_DIR: data.path,
    SLACK_BOT_TOKEN: fake.botToken,
    SLACK_API_URL: fake.apiUrl,
    ...secret,
    ...token,
    ANTHROPIC_BASE_URL: options.modelUrl,
    LOG_LEVEL: "warn",
    ...options.environment,
  };

  return {
    fake,
    environment,
    dataDir: data.path,
    until,
    answers,
    async start() {
      const program = await startProgram(environment);
      programs.push(program);
      if (way === "http") fake.push.url = `${program.url}/slack/events`;
      else await fake.socket.connected(2);
      return program;
    },
    mention: ({ text, ...place }) => fake.world.say({ ...place, text: `<@${app.userId}> ${text}` }).ts,
    answer: (channel, thread, count = 1) =>
      until(`${count} answers in ${channel}`, () => {
        const found = answers(channel, thread);
        return found.length >= count ? found.at(-1) : undefined;
      }),
    idle,
    async close() {
      for (const program of programs) await program.stop();
      await fake.close();
      data.remove();
    },
  };
}
