import { type RedisServer, startRedis } from "../adapters/redis/redis-server.ts";
import { startProgram } from "../e2e/program.ts";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { type Chats, openBothChats } from "./both-chats.ts";
import { type PlatformName, platforms } from "./plan.ts";
import { createReplica, type Replica } from "./replica.ts";
import { createScriptedModel, type ScriptedModel } from "./scripted-model.ts";

/** Both platforms, the model, the store and two replicas that serve both. */
export interface ChaosOffice {
  readonly slack: Chats["Slack"];
  readonly discord: Chats["Discord"];
  readonly chats: Chats;
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

export const channels = [
  "general",
  "engineering",
  "core-team",
  ...people.map((person) => `dm-${person}` as const),
] as const;

export async function openChaosOffice(): Promise<ChaosOffice> {
  const open = new AsyncDisposableStack();
  const redis = await startRedis();
  open.defer(() => redis.close());
  const model = createScriptedModel();
  const modelServer = await startMessagesServer({ script: model.script });
  open.defer(() => modelServer.close());
  const chats = await openBothChats(open, modelServer.url, { REDIS_URL: redis.url, LOG_LEVEL: "info" });
  const newReplica = () => createReplica(() => startProgram(chats.Slack.environment));
  const replicas = [newReplica(), newReplica()] as const;
  open.defer(async () => {
    redis.thaw();
    await Promise.all(replicas.map((replica) => replica.stop()));
  });
  return {
    slack: chats.Slack,
    discord: chats.Discord,
    chats,
    model,
    modelServer,
    redis,
    replicas,
    clicks: { count: 0 },
    troubles: [],
    close: () => open.disposeAsync(),
  };
}

/** Does it on each platform, side by side. */
export function onEach<Result>(work: (platform: PlatformName) => Promise<Result>): Promise<Result[]> {
  return Promise.all(platforms.map(work));
}
