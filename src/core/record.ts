import type { Audience } from "./audience.ts";
import type { DreamId, MessageId, PersonId, WorkspaceId } from "./ids.ts";

/** Who did what and when. `subject` is an id; what people wrote does not stand here. */
export interface AuditEntry {
  readonly workspace: WorkspaceId;
  readonly at: number;
  readonly person: PersonId;
  readonly personName: string;
  readonly act:
    | "proposed"
    | "approved"
    | "edited-and-approved"
    | "rejected"
    | "refused"
    | "withdrawn"
    | "expired"
    | "undone"
    | "disputed"
    | "forgot"
    | "erased"
    | "exported"
    | "redacted"
    | "pinned"
    | "unpinned"
    | "dated"
    | "set"
    | "read-back"
    | "took-back";
  readonly subject: string;
  readonly audience: Audience | null;
}

/** A candidate that a gate dropped, for `dream why`. */
export interface Dropped {
  readonly gate: string;
  readonly reason: string;
  /** The sentence that was dropped; empty once the messages that it was made of are gone. */
  readonly text: string;
  readonly messages: readonly MessageId[];
}

/** Words that a reflection wants to see again: a slow pattern spans weeks. */
export interface Watched {
  readonly message: MessageId;
  readonly quote: string;
  readonly since: number;
}

/** One audience's part of a dream. */
export interface ReflectionRecord {
  readonly audience: Audience;
  readonly outcome: "proposed" | "nothing-new" | "waits" | "failed" | "over-budget";
  /** How many lines the reflection was shown, of how many there were. */
  readonly linesRead: number;
  readonly linesThere: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly dollars: number;
  /** How many changes the answer held. */
  readonly considered: number;
  readonly proposed: number;
  readonly dropped: readonly Dropped[];
  readonly watch: readonly Watched[];
}

/** Reflections that a model makes when it has time. */
export interface SubmittedBatch {
  /** Null from just before it is submitted until its id is known. */
  readonly id: string | null;
  /** The keys of its requests: opaque, and made again from the audience. */
  readonly keys: readonly string[];
  readonly submittedAt: number;
}

/** One run of dreaming. */
export interface DreamRecord {
  readonly workspace: WorkspaceId;
  readonly id: DreamId;
  /** The due instant that it stands for, or the instant of a `dream now`. */
  readonly period: number;
  readonly status: "running" | "finished" | "failed";
  readonly model: string;
  /** What was expected before it began. */
  readonly estimatedTokens: number;
  readonly estimatedDollars: number;
  /** Where the model makes the reflections when it has time; null where they are asked for at once. */
  readonly batch: SubmittedBatch | null;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly reflections: readonly ReflectionRecord[];
}
