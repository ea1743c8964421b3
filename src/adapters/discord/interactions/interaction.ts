import {
  ApplicationCommandType,
  ComponentType,
  type InteractionType,
  ApplicationCommandOptionType as OptionType,
} from "discord.js";
import { z } from "zod";
import type { GivenCommand } from "../commands/command-json.ts";
import { type DiscordMessage, discordMessage, snowflake } from "../receive/discord-message.ts";

const person = z.object({ id: snowflake });

const base = z.object({
  id: snowflake,
  // It becomes a part of an address.
  token: z.string().regex(/^[^\s/?#]+$/u),
  type: z.number(),
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  member: z.object({ user: person }).optional(),
  user: person.optional(),
  message: z
    .looseObject({
      id: snowflake,
      flags: z.number().optional(),
      interaction_metadata: z.object({ id: snowflake }).optional().catch(undefined),
    })
    .optional(),
  data: z.unknown(),
});

/** What every interaction tells: its own id, the token that answers it, who acted and where. */
export interface DiscordInteraction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly guildId: string | undefined;
  readonly channelId: string;
  readonly userId: string;
  readonly message: z.infer<typeof base>["message"];
  readonly data: unknown;
}

/** Reads an interaction; undefined for whatever has another form. */
export function readInteraction(raw: unknown): DiscordInteraction | undefined {
  const read = base.safeParse(raw).data;
  const userId = read?.member?.user.id ?? read?.user?.id;
  if (!read || userId === undefined || read.channel_id === undefined) return undefined;
  const { id, token, type, guild_id: guildId, channel_id: channelId, message, data } = read;
  return { id, token, type, guildId, channelId, userId, message, data };
}

interface Option {
  readonly type: number;
  readonly name: string;
  readonly value?: string | number | boolean | undefined;
  readonly focused?: boolean | undefined;
  readonly options?: readonly Option[] | undefined;
}

const option: z.ZodType<Option> = z.object({
  type: z.number(),
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
  get options() {
    return z.array(option).optional();
  },
});

const commandData = z.object({
  type: z.number(),
  name: z.string(),
  target_id: snowflake.optional(),
  options: z.array(option).optional(),
  resolved: z.object({ messages: z.record(z.string(), z.unknown()).optional() }).optional(),
});

/** A slash command as somebody gave it, or is about to. */
export interface GivenSlashCommand extends GivenCommand {
  /** The parameter that is being filled in, while one is. */
  readonly focused: string | undefined;
}

export function readSlashCommand(data: unknown): GivenSlashCommand | undefined {
  const read = commandData.safeParse(data).data;
  if (read?.type !== ApplicationCommandType.ChatInput) return undefined;
  const [first] = read.options ?? [];
  const isGroup = first?.type === OptionType.SubcommandGroup;
  const subcommand = isGroup ? first.options?.[0] : first;
  if (!subcommand) return undefined;
  const given = subcommand.options ?? [];
  return {
    group: isGroup ? first.name : null,
    name: subcommand.name,
    values: Object.fromEntries(given.map(({ name, value }) => [name, String(value ?? "")])),
    focused: given.find(({ focused }) => focused)?.name,
  };
}

/** What kind of command was given, as Discord numbers them; undefined for what is none. */
export function commandTypeOf(data: unknown): ApplicationCommandType | undefined {
  return commandData.safeParse(data).data?.type;
}

/** The message that somebody chose a command on; undefined where it cannot be read. */
export function readChosenMessage(data: unknown): DiscordMessage | undefined {
  const read = commandData.safeParse(data).data;
  if (read?.type !== ApplicationCommandType.Message || read.target_id === undefined) return undefined;
  return discordMessage.safeParse(read.resolved?.messages?.[read.target_id]).data;
}

const componentData = z.object({ custom_id: z.string(), component_type: z.literal(ComponentType.Button) });

/** The custom id of a button that was pressed. */
export function readPressed(data: unknown): string | undefined {
  return componentData.safeParse(data).data?.custom_id;
}

const submitData = z.object({ custom_id: z.string() });

/** The custom id of a form that was submitted. */
export function readSubmitted(data: unknown): string | undefined {
  return submitData.safeParse(data).data?.custom_id;
}

/** A component of a message by its custom id, wherever it stands. */
export function findComponent(
  message: unknown,
  customId: string,
): Readonly<Record<string, unknown>> | undefined {
  if (Array.isArray(message)) {
    for (const each of message) {
      const found = findComponent(each, customId);
      if (found) return found;
    }
    return undefined;
  }
  if (typeof message !== "object" || message === null) return undefined;
  const record = message as Readonly<Record<string, unknown>>;
  if (record.custom_id === customId) return record;
  return findComponent(record.components, customId) ?? findComponent(record.accessory, customId);
}
