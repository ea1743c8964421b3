import type { PartState } from "../../../core/ports/platform.ts";
import { closeSentence, contentSentence, isFatal } from "./gateway-trouble.ts";

/** What the state of a connection follows from. */
export interface GatewayFacts {
  readonly applicationId: string;
  /** The code with which Discord closed last, where it did. */
  readonly endedWith: number | undefined;
  readonly isAway: boolean;
  /** How many servers there are. */
  readonly servers: number;
  readonly readsContent: boolean;
  /** Whether Discord refused what was asked for. */
  readonly isRefused: boolean;
}

/** How the connection is, in a sentence. */
export function stateOf(facts: GatewayFacts): PartState {
  const { applicationId, endedWith, isAway, servers } = facts;
  if (isAway && isFatal(endedWith)) return { state: "down", detail: closeSentence(endedWith, applicationId) };
  if (isAway) return { state: "down", detail: "Connecting to Discord." };
  const connected = `Connected to Discord, ${servers === 1 ? "1 server" : `${servers} servers`}.`;
  if (facts.readsContent) return { state: "ok", detail: connected };
  const detail = `${connected} ${contentSentence(applicationId)}`;
  return { state: facts.isRefused ? "degraded" : "ok", detail };
}
