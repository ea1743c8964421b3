import type { ChatOffice } from "./chat-office.ts";
import { openDiscordChat } from "./discord-chat.ts";
import { openSlackChat } from "./slack-chat.ts";

/** The platforms on which several replicas serve one workspace. */
export const replicatedPlatforms = ["Slack", "Discord"] as const;

const opens = {
  Slack: (modelUrl: string, environment: Record<string, string>) =>
    openSlackChat({ modelUrl, environment, fake: {}, allowed: [] }),
  Discord: (modelUrl: string, environment: Record<string, string>) =>
    openDiscordChat({ modelUrl, environment }),
} as const;

/** The office of a platform whose programs share one Redis. */
export function openReplicated(
  platform: (typeof replicatedPlatforms)[number],
  modelUrl: string,
  redisUrl: string,
): Promise<ChatOffice> {
  return opens[platform](modelUrl, { REDIS_URL: redisUrl });
}
