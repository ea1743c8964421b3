import { MessageFlags } from "discord.js";
import { componentsBody, type DiscordMessageBody } from "./discord-message-body.ts";
import { textDisplay } from "./text-display.ts";

/** The same message of components alone: what once was one can never again have content. */
export function asV2(body: DiscordMessageBody): DiscordMessageBody {
  if (body.flags & MessageFlags.IsComponentsV2) return body;
  const { flags, components } = componentsBody([textDisplay(body.content ?? "…"), ...body.components]);
  return { components, flags: flags | body.flags, allowed_mentions: body.allowed_mentions };
}
