import { createHash } from "node:crypto";

declare const kind: unique symbol;
type Id<Kind extends string> = string & { readonly [kind]: Kind };

/** A Slack team, a Discord guild or the playground. Part of every query, so that no row crosses over. */
export type WorkspaceId = Id<"workspace">;
/** A place where people talk, unique within its workspace. */
export type ChannelId = Id<"channel">;
/** A member of a workspace, unique within it. */
export type PersonId = Id<"person">;
/** Something said, unique within its workspace (on Slack the adapter joins channel and ts). */
export type MessageId = Id<"message">;
/** A thread or a direct channel: the unit in which turns are taken one at a time. */
export type ConversationId = Id<"conversation">;
/** One memory: short enough to be typed after `forget`. */
export type MemoryId = Id<"memory">;
/** One change in a memory's stack. */
export type ChangeId = Id<"change">;
/** A change that waits for a verdict. Opaque: it stands in buttons and says nothing. */
export type ProposalId = Id<"proposal">;
/** One run of dreaming over one workspace and period. */
export type DreamId = Id<"dream">;
/** A stored click, command, form or line of an import that serves as evidence. */
export type SignalId = Id<"signal">;

type AnyId =
  | WorkspaceId
  | ChannelId
  | PersonId
  | MessageId
  | ConversationId
  | MemoryId
  | ChangeId
  | ProposalId
  | DreamId
  | SignalId;

/** Takes a string from outside as an id of the kind that the receiver asks for. */
export function asId<Kind extends AnyId>(text: string): Kind {
  return text as Kind;
}

// Without letters and digits that people confuse when they read an id aloud.
const alphabet = "23456789abcdefghjkmnpqrstvwxyz";

/** The id that always comes of the same seed: for what must be made once however often it is tried. */
export function idFrom<Kind extends AnyId>(seed: string): Kind {
  const digest = createHash("sha256").update(seed).digest();
  return [...digest.subarray(0, 10)].map((byte) => alphabet[byte % alphabet.length]).join("") as Kind;
}

/**
 * A fresh opaque id: 10 characters from an alphabet of 30, about 49 bits, so that among a million
 * ids of one workspace a collision has odds of about one in a thousand, and a guess of one in 10^14.
 */
export function newId<Kind extends AnyId>(): Kind {
  let id = "";
  while (id.length < 10) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      // 240 is the largest multiple of 30 in a byte: higher values would favour the first letters.
      if (byte < 240 && id.length < 10) id += alphabet[byte % alphabet.length];
    }
  }
  return id as Kind;
}
