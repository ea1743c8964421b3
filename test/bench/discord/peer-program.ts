import { Anthropic } from "@anthropic-ai/sdk";
import {
  ApplicationCommandOptionType,
  Client,
  Events,
  GatewayIntentBits as intents,
  MessageFlags,
} from "discord.js";
import { commands } from "./commands.ts";

// What one writes first with discord.js and the SDK: a mention is asked of the model, and the answer posted once
// as a reply; a command is answered at once. No history, no memory, nothing durable.

const { DISCORD_TOKEN = "", DISCORD_API_URL = "", ANTHROPIC_BASE_URL = "" } = process.env;
const model = new Anthropic({ apiKey: "no-real-key", baseURL: ANTHROPIC_BASE_URL });
const client = new Client({
  intents: [intents.Guilds, intents.GuildMessages, intents.MessageContent, intents.DirectMessages],
  rest: { api: DISCORD_API_URL },
});

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot || !client.user || !message.mentions.has(client.user)) return;
  const answer = await model.messages
    .stream({
      model: "claude-sonnet-5-5",
      max_tokens: 8000,
      messages: [{ role: "user", content: message.content }],
    })
    .finalMessage();
  const content = answer.content.map((block) => (block.type === "text" ? block.text : "")).join("");
  await message.reply({ content, allowedMentions: { parse: [], repliedUser: false } });
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  const content = `There is nothing to say of ${interaction.options.getSubcommand()}.`;
  await interaction.reply({ content, flags: MessageFlags.Ephemeral });
});

client.once(Events.ClientReady, async ({ application }) => {
  const options = commands.map((name) => ({
    type: ApplicationCommandOptionType.Subcommand as const,
    name,
    description: name,
  }));
  await application.commands.set([{ name: "reverie", description: "A command", options }]);
  process.stdout.write(`The peer is connected to ${DISCORD_API_URL}\n`);
});
await client.login(DISCORD_TOKEN);
