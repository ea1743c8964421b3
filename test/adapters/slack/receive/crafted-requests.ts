import type { CraftedRequest } from "../../../fakes/slack/delivery/http-push.ts";

/** The media type of interactions and commands. */
export const formType = "application/x-www-form-urlencoded";

/** The body of an event in which Ana says something in a direct message. */
export function saidBody(text: string, ts = "1795348800.000100") {
  return {
    type: "event_callback",
    team_id: "T0TEAM",
    event_id: `Ev${ts}`,
    authorizations: [{ team_id: "T0TEAM", user_id: "U0REVERIE", is_bot: true }],
    event: { type: "message", channel: "D0ANA", channel_type: "im", user: "U0ANA", ts, text },
  };
}

/** Ana says something in a direct message. */
export function saidRequest(text: string, ts?: string): CraftedRequest {
  return { body: JSON.stringify(saidBody(text, ts)) };
}

/** Ana runs a command. */
export function commandRequest(text: string, trigger: string): CraftedRequest {
  const fields = {
    command: "/reverie",
    team_id: "T0TEAM",
    channel_id: "C0GENERAL",
    user_id: "U0ANA",
    text,
    trigger_id: trigger,
    response_url: "",
  };
  return { contentType: formType, body: new URLSearchParams(fields).toString() };
}

/** What somebody presses; Ana in her direct conversation where nothing else is said. */
export interface CraftedPress {
  readonly action: string;
  readonly value: string;
  readonly trigger: string;
  readonly user?: string;
  readonly channel?: string;
  readonly team?: string;
}

/** Somebody presses a button that need not stand anywhere. */
export function pressRequest(press: CraftedPress): CraftedRequest {
  const { action, value, trigger, user = "U0ANA", channel = "D0ANA", team = "T0TEAM" } = press;
  const payload = {
    type: "block_actions",
    team: { id: team },
    user: { id: user, team_id: team },
    channel: { id: channel, name: "x" },
    container: { type: "message", message_ts: "1.1", channel_id: channel, is_ephemeral: true },
    trigger_id: trigger,
    response_url: "",
    actions: [{ type: "button", action_id: action, block_id: "b", value, action_ts: "1.1" }],
  };
  return {
    contentType: formType,
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  };
}
