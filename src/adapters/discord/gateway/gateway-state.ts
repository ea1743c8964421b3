import type { PartState } from "../../../core/ports/platform.ts";
import { closeSentence, contentSentence, isFatal } from "./gateway-trouble.ts";

/** What the state of a connection follows from. */
export interface GatewayFacts {
  readonly applicationId: string;
  /** The code with which Discord closed last, where it did. */
  readonly closedWith: number | undefined;
  readonly isAway: boolean;
  /** How long nothing may be tried, because there were too many connections, in milliseconds; 0 for none. */
  readonly waitsMs: number;
  /** How many servers there are. */
  readonly servers: number;
  readonly readsContent: boolean;
  /** Whether Discord refused what was asked for. */
  readonly isRefused: boolean;
}

/** How the connection is, in a sentence. */
export function stateOf(facts: GatewayFacts): PartState {
  const { applicationId, closedWith, isAway, servers } = facts;
  if (isAway && isFatal(closedWith))
    return { state: "down", detail: closeSentence(closedWith, applicationId) };
  if (isAway) return { state: "down", detail: connectingSentence(facts.waitsMs) };
  const connected = `Connected to Discord, ${servers === 1 ? "1 server" : `${servers} servers`}.`;
  if (facts.readsContent) return { state: "ok", detail: connected };
  const detail = `${connected} ${contentSentence(applicationId)}`;
  return { state: facts.isRefused ? "degraded" : "ok", detail };
}

const minuteMs = 60 * 1000;

function connectingSentence(waitsMs: number): string {
  if (waitsMs <= minuteMs) return "Connecting to Discord.";
  return `Reverie connected to Discord too often lately, and tries again in ${Math.ceil(waitsMs / minuteMs)} minutes.`;
}
