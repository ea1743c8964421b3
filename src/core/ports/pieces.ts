import type { MessageId, PersonId, WorkspaceId } from "../ids.ts";
import type { Change } from "../memory.ts";
import type { RecordedMessage } from "../message.ts";
import type { Proposal, Tombstone } from "../proposal.ts";
import type { AuditEntry, DreamRecord } from "../record.ts";
import type { DocumentKey, Json } from "./documents.ts";
import type { Job } from "./jobs.ts";

/** One record of a store, as it goes to another one. Audiences are as `formatAudience` writes them. */
export type Piece =
  | { readonly kind: "message"; readonly message: RecordedMessage }
  /** Who had asked what an answer answers, known even once the question is gone. */
  | {
      readonly kind: "asker";
      readonly workspace: WorkspaceId;
      readonly question: MessageId;
      readonly answer: MessageId;
      readonly asker: PersonId;
    }
  | { readonly kind: "removed"; readonly workspace: WorkspaceId; readonly message: MessageId }
  | { readonly kind: "sequence"; readonly workspace: WorkspaceId; readonly sequence: number }
  | { readonly kind: "proposal"; readonly proposal: Proposal }
  | { readonly kind: "change"; readonly change: Change }
  | {
      readonly kind: "book" | "cursor";
      readonly workspace: WorkspaceId;
      readonly audience: string;
      readonly number: number;
    }
  | { readonly kind: "tombstone"; readonly tombstone: Tombstone }
  | { readonly kind: "dream"; readonly dream: DreamRecord }
  | { readonly kind: "audit"; readonly number: number; readonly entry: AuditEntry }
  | {
      readonly kind: "document";
      readonly key: DocumentKey;
      readonly value: Json;
      readonly expiresAt: number | null;
    }
  | {
      readonly kind: "job";
      readonly job: Job;
      /** In the order of enqueueing. */
      readonly number: number;
      readonly state: "waiting" | "ended" | "dead";
      readonly failures: number;
      readonly retryAt: number | null;
      readonly error: string | null;
      readonly endedAt: number | null;
    };

/** A store that everything can be read from, in an order in which another can take it. */
export interface Departing {
  pieces(): AsyncIterable<Piece> | Iterable<Piece>;
}

/** A store that takes everything of another. Putting a piece again changes nothing, so that a move which died goes on. */
export interface Arriving extends Departing {
  /**
   * Begins to take what bears this name, or goes on with it. From then on until the end no Reverie starts on the store.
   * False where something else is in it: then nothing was done.
   */
  begin(source: string): Promise<boolean>;
  put(pieces: readonly Piece[]): Promise<void>;
  end(): Promise<void>;
}
