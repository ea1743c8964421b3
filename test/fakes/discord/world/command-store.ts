import { ApplicationCommandType } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";

/** The commands that the app registered, as Discord shows them. */
export class CommandStore {
  /** By the server's id, or `""` for all servers. */
  readonly #lists = new Map<string, readonly JsonObject[]>();

  set(guildId: string | null, commands: readonly JsonObject[]): void {
    this.#lists.set(guildId ?? "", commands);
  }

  list(guildId: string | null): readonly JsonObject[] {
    return this.#lists.get(guildId ?? "") ?? [];
  }

  /** The command that people find in a server: its own before one for all. */
  find(
    guildId: string | null,
    name: string,
    type: ApplicationCommandType = ApplicationCommandType.ChatInput,
  ): JsonObject | undefined {
    const own = guildId === null ? [] : this.list(guildId);
    return [...own, ...this.list(null)].find((command) => command.name === name && command.type === type);
  }
}
