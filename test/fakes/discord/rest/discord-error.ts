import type { JsonObject } from "../../messages-server/json-value.ts";
import { type FormFault, nestedErrors } from "../schema/form-fault.ts";

/** Every refusal that the fake knows: its status and words by its code. */
const refusals = {
  0: [401, "401: Unauthorized"],
  10003: [404, "Unknown Channel"],
  10004: [404, "Unknown Guild"],
  10007: [404, "Unknown Member"],
  10008: [404, "Unknown Message"],
  10013: [404, "Unknown User"],
  10015: [404, "Unknown Webhook"],
  10062: [404, "Unknown interaction"],
  20012: [403, "You are not authorized to perform this action on this application"],
  20016: [429, "This action cannot be performed due to slowmode rate limit"],
  20028: [429, "The write action you are performing on the channel has hit the write rate limit"],
  30046: [429, "Maximum number of edits to messages older than 1 hour reached. Try again later"],
  40060: [400, "Interaction has already been acknowledged."],
  50001: [403, "Missing Access"],
  50005: [403, "Cannot edit a message authored by another user"],
  50006: [400, "Cannot send an empty message"],
  50007: [403, "Cannot send messages to this user"],
  50008: [400, "Cannot send messages in a non-text channel"],
  50013: [403, "Missing Permissions"],
  50021: [403, "Cannot execute action on a system message"],
  50024: [400, "Cannot execute action on this channel type"],
  50027: [401, "Invalid Webhook Token"],
  50035: [400, "Invalid Form Body"],
  50083: [400, "Thread is archived"],
  50109: [400, "The request body contains invalid JSON."],
  50278: [403, "Cannot send messages to this user due to having no mutual guilds"],
  130000: [503, "API resource is currently overloaded. Try again a little later"],
  160005: [403, "Thread is locked"],
  240000: [400, "Message blocked by harmful links filter"],
} as const satisfies Record<number, readonly [status: number, message: string]>;

/** A code of Discord that the fake knows. */
export type RefusalCode = keyof typeof refusals;

/** Discord refuses a call. */
export class DiscordError extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly body: JsonObject;

  /** `more` goes into the answer, as `retry_after`. */
  constructor(code: RefusalCode, more: JsonObject = {}) {
    const [status, message] = refusals[code];
    super(message);
    this.code = code;
    this.status = status;
    this.body = { message, code, ...more };
  }
}

/** Discord refuses a body where there are faults. */
export function refuseFaults(faults: readonly FormFault[]): void {
  if (faults.length > 0) throw new DiscordError(50035, { errors: nestedErrors(faults) });
}
