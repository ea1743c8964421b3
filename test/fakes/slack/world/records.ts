import type { JsonObject } from "../../messages-server/json-value.ts";

/** A call of the Web API. */
export interface RecordedCall {
  readonly method: string;
  readonly arguments: JsonObject;
  readonly at: number;
  readonly token: "bot" | "app" | "other" | "none";
  /** `ok`, the error's code, or what broke it: `http 503`, `reset`, `lost`. Null until it is known. */
  outcome: string | null;
}

/** Words that call somebody. `target` is a person, a group or a channel, or empty for all. */
export interface Ping {
  readonly kind: "channel" | "here" | "everyone" | "subteam" | "user" | "channel-link";
  readonly target: string;
  readonly channel: string;
  /** The method, or `response_url`. */
  readonly by: string;
}

/** A URL that Slack's crawler would fetch. */
export interface Fetched {
  readonly url: string;
  readonly channel: string;
  readonly by: string;
}

/** A message that one person sees. */
export interface Ephemeral {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly threadTs: string | null;
  text: string;
  blocks: readonly JsonObject[];
}

/** An acknowledgement. */
export interface RecordedAck {
  readonly envelopeId: string;
  readonly latencyMs: number;
  readonly payload: JsonObject;
  readonly connection: string;
}

/** A view that was opened, updated or published. */
export interface RecordedView {
  readonly act: "open" | "update" | "publish" | "push";
  readonly user: string;
  readonly id: string;
  readonly view: JsonObject;
}

/** A state that an agent shows. */
export interface RecordedStatus {
  readonly method: string;
  readonly channel: string;
  readonly threadTs: string | null;
  readonly status: string;
  readonly at: number;
}

/** Everything that happened, in its order. Plain data: it goes over the wire as it is. */
export interface Records {
  readonly calls: RecordedCall[];
  readonly pings: Ping[];
  readonly fetches: Fetched[];
  readonly ephemerals: Ephemeral[];
  readonly acks: RecordedAck[];
  readonly views: RecordedView[];
  readonly statuses: RecordedStatus[];
  readonly prompts: JsonObject[];
  /** What people were shown as having failed: interactions without an answer in 3 s, by their type. */
  readonly failedInteractions: string[];
  /** Faults of what the fake itself sent. Empty, or the fake is wrong. */
  readonly ownFaults: string[];
}

/** Records of nothing. */
export function emptyRecords(): Records {
  return {
    calls: [],
    pings: [],
    fetches: [],
    ephemerals: [],
    acks: [],
    views: [],
    statuses: [],
    prompts: [],
    failedInteractions: [],
    ownFaults: [],
  };
}
