import { GatewayIntentBits } from "discord.js";

/** What is asked for in any case: servers and channels, what is said there and in direct messages, thumbs. */
const always =
  GatewayIntentBits.Guilds |
  GatewayIntentBits.GuildMessages |
  GatewayIntentBits.GuildMessageReactions |
  GatewayIntentBits.DirectMessages |
  GatewayIntentBits.DirectMessageReactions;

/**
 * The fewest intents that serve: what others say is asked for only where whoever owns the application has
 * switched it on, or where Discord does not say whether they have.
 */
export function intentsFor(mayReadContent: boolean | undefined): number {
  return mayReadContent === false ? always : always | GatewayIntentBits.MessageContent;
}

/** Whether what people say reaches Reverie also where it is not said to it. */
export function readsContent(intents: number): boolean {
  return (intents & GatewayIntentBits.MessageContent) !== 0;
}
