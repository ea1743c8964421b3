import type { PlatformName } from "./plan.ts";

/** A question that was asked. */
export interface AskedQuestion {
  readonly platform: PlatformName;
  /** Different from that of every other question. */
  readonly number: number;
  readonly person: string;
  readonly channel: string;
  /** The platform's id of its message. */
  readonly id: string;
  /** What Reverie said to it when all was over, the oldest first: in its thread or as replies, and to the asker alone. */
  readonly answers: readonly ShownAnswer[];
}

/** Words that stand below a question. */
export interface ShownAnswer {
  readonly words: string;
  readonly isDraft: boolean;
  readonly isPrivate: boolean;
}

/** Anything that Reverie shows anywhere. */
export interface Output {
  readonly platform: PlatformName;
  readonly channel: string;
  readonly words: string;
  /** The names of all who can read it. */
  readonly readers: readonly string[];
}

/** A word that only some may read. */
export interface Canary {
  readonly platform: PlatformName;
  readonly word: string;
  readonly readers: readonly string[];
}

/** What became of the change that a dream proposed on a platform. */
export interface Proposed {
  readonly platform: PlatformName;
  /** The words of every card that bears it. */
  readonly cards: readonly string[];
  /** What was said to each press. */
  readonly told: readonly Pressed[];
  /** How often it is among the memories of the team when all is over. */
  readonly timesRemembered: number;
}

/** What somebody was told about a press. Empty where they were shown that it failed. */
export interface Pressed {
  readonly platform: PlatformName;
  readonly person: string;
  readonly press: "approve" | "reject";
  readonly words: string;
}

/** Somebody who was erased. */
export interface Erased {
  readonly platform: PlatformName;
  readonly person: string;
  /** Keys of what still bears their id or their words. */
  readonly rows: readonly string[];
}

/** What was sent and what was seen. */
export interface ChaosRecord {
  readonly seed: number;
  /** Whether somebody was erased by then, so that answers may have gone with their sources. */
  readonly isAfterErasure: boolean;
  /** Whether the store was away at some time, or a replica was held still and could not reach it. */
  readonly mayBeWithoutStore: boolean;
  readonly questions: readonly AskedQuestion[];
  readonly outputs: readonly Output[];
  readonly canaries: readonly Canary[];
  readonly proposed: readonly Proposed[];
  readonly erased: readonly Erased[];
  /** Words that people said, and secrets, that stand in a log. */
  readonly logged: readonly string[];
  /** What a fake says that it did wrong itself, or that the app did which its platform punishes. */
  readonly troubles: readonly string[];
}
