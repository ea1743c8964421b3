import type { ZodMiniType } from "zod/mini";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { ownFaults } from "../schema/own-faults.ts";
import type { RestCall } from "./route.ts";

/** An answer of the fake's, of which the records say where it is none of Discord's. */
export function checked<Answer extends JsonObject>(
  { state, by }: RestCall,
  schema: ZodMiniType<unknown, unknown>,
  answer: Answer,
): Answer {
  state.records.ownFaults.push(...ownFaults(by, schema, answer));
  return answer;
}
