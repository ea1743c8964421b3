import type { PromptSources } from "./prompt.ts";
import type { Setting } from "./surroundings.ts";

/** What a prompt says of where and by whom it is asked, at an instant in milliseconds. */
export function promptPlace(
  { asker, channel, settings }: Setting,
  now: number,
): Pick<PromptSources, "askerName" | "channelName" | "instructions" | "now" | "timeZone"> {
  return {
    askerName: asker.name,
    channelName: channel.reach === "direct" ? "a direct conversation" : `#${channel.name}`,
    instructions: settings.instructions,
    now,
    timeZone: settings.timezone,
  };
}
