import type { InteractionResponseType, InteractionType } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import type { ShownMessage } from "./shown-message.ts";

/** What somebody is shown first after what they did. */
export type Answer =
  | { readonly type: "message"; readonly isPrivate: boolean; readonly message: ShownMessage }
  /** The bot is thinking. */
  | { readonly type: "deferred"; readonly isPrivate: boolean; readonly message: ShownMessage }
  /** Nothing changes yet. */
  | { readonly type: "deferred-update" }
  | { readonly type: "update"; readonly message: ShownMessage }
  | { readonly type: "modal"; readonly modal: JsonObject }
  | { readonly type: "choices"; readonly choices: readonly JsonObject[] }
  /** Discord says that the interaction failed. */
  | { readonly type: "none" };

/** Something that somebody did with the app. */
export interface StoredInteraction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly personId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly createdAt: number;
  /** Whether the form that was filled in came from a message, or null where no form was. */
  readonly isFromMessage: boolean;
  /** The message with the component, or null. */
  readonly sourceId: string | null;
  state: "waiting" | "answered" | "failed";
  response: InteractionResponseType | null;
  /** The message that `@original` means. */
  originalId: string | null;
  /** Ids of the messages that its token may edit, the original among them. */
  readonly messageIds: Set<string>;
  /** Shows the person the first answer. */
  readonly show: (answer: Answer) => void;
}

/** A form that somebody looks at. */
export interface OpenModal {
  readonly json: JsonObject;
  readonly interaction: StoredInteraction;
}

/** What people did with the app, and the forms that they look at. */
export class InteractionStore {
  readonly #byId = new Map<string, StoredInteraction>();
  readonly #byToken = new Map<string, StoredInteraction>();
  /** The form that each person looks at, by their id. */
  readonly modals = new Map<string, OpenModal>();

  add(interaction: StoredInteraction): void {
    this.#byId.set(interaction.id, interaction);
    this.#byToken.set(interaction.token, interaction);
  }

  find(id: string): StoredInteraction | undefined {
    return this.#byId.get(id);
  }

  byToken(token: string): StoredInteraction | undefined {
    return this.#byToken.get(token);
  }
}
