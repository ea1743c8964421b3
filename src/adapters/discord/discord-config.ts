import type { CommandScope } from "./commands/registration.ts";

/** What Discord is connected with. */
export interface DiscordConfig {
  readonly token: string;
  /** Null: Discord's own. */
  readonly apiUrl: string | null;
  readonly commandScope: CommandScope;
}
