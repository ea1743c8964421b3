import { type RedisServer, startRedis } from "../adapters/redis/redis-server.ts";
import { type DiscordChat, openDiscordChat } from "../e2e/office/discord-chat.ts";
import { openSlackChat, type SlackChat } from "../e2e/office/slack-chat.ts";
import { startProgram } from "../e2e/program.ts";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { type PlatformName, platforms } from "./plan.ts";
import { createReplica, type Replica } from "./replica.ts";
import { createScriptedModel, type ScriptedModel } from "./scripted-model.ts";

/** Both platforms, the model, the store and two replicas that serve both. */
export interface ChaosOffice {
  readonly slack: SlackChat;
  readonly discord: DiscordChat;
  readonly chats: { readonly Slack: SlackChat; readonly Discord: DiscordChat };
  readonly model: ScriptedModel;
  readonly modelServer: MessagesServer;
  readonly redis: RedisServer;
  readonly replicas: readonly [Replica, Replica];
  /** How often somebody pressed something. */
  readonly clicks: { count: number };
  /** What went wrong without a law of its own, in words. */
  readonly troubles: string[];
  close(): Promise<void>;
}

/** The people who act here. */
export const people = ["owen", "ana", "ben", "dora", "cleo"] as const;

/** Who reads what in the channels. A public one is open to all; administrators of Discord see its private ones too. */
export const readersOf: Readonly<Record<PlatformName, Readonly<Record<string, readonly string[]>>>> = {
  Slack: { general: people, engineering: people, "core-team": ["ana", "ben"] },
  Discord: { general: people, engineering: people, "core-team": ["owen", "ana", "ben"] },
};

/** How often Slack tells again what was not taken, in milliseconds: in its own time it is a minute. Discord tells once. */
const tellAgainMs = 1000;

export const channels = [
  "general",
  "engineering",
  "core-team",
  ...people.map((person) => `dm-${person}` as const),
] as const;

export async function openChaosOffice(): Promise<ChaosOffice> {
  const redis = await startRedis();
  const model = createScriptedModel();
  const modelServer = await startMessagesServer({ script: model.script });
  const discord = await openDiscordChat({ modelUrl: modelServer.url });
  const slack = await openSlackChat({
    modelUrl: modelServer.url,
    fake: { isManual: true },
    environment: {
      REDIS_URL: redis.url,
      DISCORD_TOKEN: discord.fake.token,
      DISCORD_API_URL: discord.fake.apiUrl,
      LOG_LEVEL: "info",
    },
  });
  const tellingAgain = setInterval(() => slack.fake.outbox.redeliver(), tellAgainMs);
  const newReplica = () => createReplica(() => startProgram(slack.environment));
  const replicas = [newReplica(), newReplica()] as const;
  return {
    slack,
    discord,
    chats: { Slack: slack, Discord: discord },
    model,
    modelServer,
    redis,
    replicas,
    clicks: { count: 0 },
    troubles: [],
    async close() {
      clearInterval(tellingAgain);
      redis.thaw();
      await Promise.all(replicas.map((replica) => replica.stop()));
      await slack.close();
      await discord.close();
      await modelServer.close();
      await redis.close();
    },
  };
}

/** Does it on each platform, side by side. */
export function onEach<Result>(work: (platform: PlatformName) => Promise<Result>): Promise<Result[]> {
  return Promise.all(platforms.map(work));
}
