import type { JsonObject } from "../../messages-server/json-value.ts";

/** A call of the REST API. */
export interface RecordedCall {
  readonly method: string;
  /** The path with names in place of ids and tokens, as `/channels/:channel/messages`. */
  readonly route: string;
  readonly path: string;
  readonly body: unknown;
  readonly at: number;
  readonly authorization: "bot" | "none" | "other";
  /** Null until it is known, and where the connection was cut. */
  status: number | null;
  /** Discord's code of the error, or null. */
  code: number | null;
}

/** Words that call somebody. `target` is a person or a role, or empty for all. */
export interface Ping {
  readonly kind: "user" | "role" | "everyone" | "here" | "reply";
  readonly target: string;
  readonly channel: string;
  /** The call, as `PATCH /channels/:channel/messages/:message`. */
  readonly by: string;
  /** Whether the bot may call them. If not, Discord shows the words and calls nobody. */
  readonly isAllowed: boolean;
}

/** A URL that Discord's crawler would fetch. */
export interface Fetched {
  readonly url: string;
  readonly channel: string;
  readonly by: string;
}

/** How an interaction was answered, and by what. */
export interface InteractionAnswer {
  readonly interaction: string;
  readonly person: string;
  readonly channel: string;
  /** Discord's number of the response, 4 for a message; or `follow-up` or `edit`. */
  readonly response: number | "follow-up" | "edit";
  /** Whether only the person sees it. */
  readonly isPrivate: boolean;
  readonly data: JsonObject;
  readonly at: number;
}

/** A list of commands that was set. */
export interface Registration {
  /** Null for all servers. */
  readonly guild: string | null;
  readonly commands: readonly JsonObject[];
  readonly at: number;
}

/** A gateway session that was started. */
export interface RecordedIdentify {
  readonly session: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly at: number;
}

/** Everything that happened, in its order. Plain data: it goes over the wire as it is. */
export interface Records {
  readonly calls: RecordedCall[];
  readonly pings: Ping[];
  readonly fetches: Fetched[];
  readonly typing: { readonly channel: string; readonly at: number }[];
  readonly interactionAnswers: InteractionAnswer[];
  readonly registrations: Registration[];
  readonly identifies: RecordedIdentify[];
  /** How sessions were taken up again, or were not. */
  readonly resumes: { readonly session: string; readonly isTaken: boolean; readonly at: number }[];
  /** Why connections were closed by the fake, as codes. */
  readonly closes: number[];
  /** When requests were made that Discord counts as invalid. */
  readonly invalidRequests: { readonly route: string; readonly status: number; readonly at: number }[];
  /** Ids of interactions without an answer in 3 s, which people are shown as having failed. */
  readonly failedInteractions: string[];
  /** What the app did that Discord punishes or does not support, in words. */
  readonly appFaults: string[];
  /** Faults of what the fake itself sent. Empty, or the fake is wrong. */
  readonly ownFaults: string[];
}

/** Records of nothing. */
export function emptyRecords(): Records {
  return {
    calls: [],
    pings: [],
    fetches: [],
    typing: [],
    interactionAnswers: [],
    registrations: [],
    identifies: [],
    resumes: [],
    closes: [],
    invalidRequests: [],
    failedInteractions: [],
    appFaults: [],
    ownFaults: [],
  };
}
