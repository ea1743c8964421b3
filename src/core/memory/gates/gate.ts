import type { Audience } from "../../audience.ts";
import type { ChannelId, MessageId } from "../../ids.ts";
import type { Book } from "../../memory.ts";
import type { Reach, RecordedMessage } from "../../message.ts";
import type { Proposal, Tombstone } from "../../proposal.ts";
import { plainText } from "../../text/quoted-data.ts";
import { foldQuote } from "../../text/quotes.ts";
import type { Candidate } from "../candidate.ts";
import type { Fingerprint } from "../fingerprints.ts";

/** What the gates of one audience may look at. Gathered before, so that each gate is a pure function. */
export interface GateFacts {
  readonly audience: Audience;
  /** The stored messages that receipts may quote, as they stand now. */
  readonly messages: ReadonlyMap<MessageId, RecordedMessage>;
  readonly reachOf: (channel: ChannelId) => Reach | undefined;
  /** Whether the platform tells of what is edited and deleted in a channel; undefined for one that it does not know. */
  readonly isFollowed: (channel: ChannelId) => boolean | undefined;
  /** Whether an administrator left a channel out of what may be kept. */
  readonly isExcluded: (channel: ChannelId) => boolean;
  /** The audience's own book first, then the books of wider audiences whose memories reach it too. */
  readonly books: readonly Book[];
  /** Pending proposals of the same audiences. */
  readonly pending: readonly Proposal[];
  readonly tombstones: readonly Tombstone[];
  readonly fingerprint: Fingerprint;
  /** Words whose presence keeps a sentence out. */
  readonly sensitiveTopics: readonly string[];
  /** Ids and exact names of people who want no part in memory. */
  readonly optedOut: readonly string[];
  /** Whether a text of the candidate's holds a key, a token or a password. */
  readonly hasSecret: (text: string) => boolean;
}

/**
 * Everything of a candidate that people would read: its sentence, the reason for it, and its quotes, each as it stands
 * and as it reads where entities are shown as what they stand for.
 */
export function saidBy({ text, why, receipts }: Candidate): string[] {
  const quotes = receipts.flatMap((receipt) => (receipt.type === "quote" ? [plainText(receipt.quote)] : []));
  const said = [text, why, ...quotes];
  return [...new Set([...said, ...said.map(foldQuote)])];
}

/** Why a gate stopped a candidate, in one plain sentence for `dream why`. */
export interface Stop {
  readonly stop: string;
}

/**
 * One check that a change must pass before a person sees it. Gives the candidate, perhaps with fewer
 * receipts, or why it stops here. Pure: it relies on the facts alone and never on the model's goodwill.
 */
export type Gate = (candidate: Candidate, facts: GateFacts) => Candidate | Stop;
