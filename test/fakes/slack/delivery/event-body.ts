import type { JsonObject } from "../../messages-server/json-value.ts";
import { app, teamId } from "../world/identity.ts";

/** The body that an event comes in. */
export function eventBody(event: JsonObject, id: string, seconds: number, isShared: boolean): JsonObject {
  const authorization = { enterprise_id: null, team_id: teamId, user_id: app.userId, is_bot: true };
  return {
    token: "loopback",
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: "event_callback",
    event_id: id,
    event_time: seconds,
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    is_ext_shared_channel: isShared,
    event_context: `4-${id}`,
  };
}
