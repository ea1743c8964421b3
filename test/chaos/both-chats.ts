import { type DiscordChat, openDiscordChat } from "../e2e/office/discord-chat.ts";
import { openSlackChat, type SlackChat } from "../e2e/office/slack-chat.ts";

/** How often Slack tells again what was not taken, in milliseconds: in its own time it is a minute. Discord tells once. */
const tellAgainMs = 1000;

/** Both platforms, which one program serves. */
export interface Chats {
  readonly Slack: SlackChat;
  readonly Discord: DiscordChat;
}

/** Opens both. Slack's environment is that of a program that serves both, with what is given beside it. */
export async function openBothChats(
  open: AsyncDisposableStack,
  modelUrl: string,
  environment: Readonly<Record<string, string>>,
): Promise<Chats> {
  const discord = await openDiscordChat({ modelUrl });
  open.defer(() => discord.close());
  const { fake } = discord;
  const slack = await openSlackChat({
    modelUrl,
    fake: { isManual: true },
    environment: { DISCORD_TOKEN: fake.token, DISCORD_API_URL: fake.apiUrl, ...environment },
  });
  open.defer(() => slack.close());
  const tellingAgain = setInterval(() => slack.fake.outbox.redeliver(), tellAgainMs);
  open.defer(() => clearInterval(tellingAgain));
  return { Slack: slack, Discord: discord };
}
