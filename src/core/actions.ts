import type { PrivateAnswer } from "./card.ts";
import type { ChannelId, MessageId, PersonId, WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import type { FieldValues } from "./ports/platform.ts";

/** A button that was pressed, or, with fields, a form that was submitted. Nothing in it is trusted but who pressed. */
export interface Press {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly channel: ChannelId;
  readonly value: string;
  readonly fields: FieldValues | null;
  /** The message that a button stands on; null where it stands on none, and for a form. */
  readonly message: MessageId | null;
}

/** What a button does: it checks the presser's right and gives the private answer. */
export type Action = (parts: Parts, press: Press) => Promise<PrivateAnswer>;
