import { type APITextDisplayComponent, ComponentType } from "discord.js";

/** Text among components. */
export function textDisplay(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}
