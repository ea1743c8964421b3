import { callFailureOf } from "../web/call-failure.ts";

/** Socket Mode was switched off in the app's settings. */
export class LinkDisabled extends Error {
  override name = "LinkDisabled";
}

/** Codes after which opening a connection again is of no use until somebody acts. */
const refusals: ReadonlySet<string> = new Set([
  "account_inactive",
  "invalid_auth",
  "link_disabled",
  "missing_scope",
  "not_allowed_token_type",
  "not_authed",
  "team_disabled",
  "token_revoked",
  "user_removed_from_team",
]);

/** Why a connection did not come to be or did not stay, as a short code. */
export function socketCode(error: unknown): string {
  if (error instanceof LinkDisabled) return "link_disabled";
  const failure = callFailureOf(error);
  if (!failure) return "no-connection";
  return failure.type === "refused" ? failure.code : failure.type;
}

/** Whether only somebody at the app's settings can help. */
export function isRefusal(code: string): boolean {
  return refusals.has(code);
}

/** What whoever runs Reverie is told, with the next step. */
export function socketSentence(code: string): string {
  switch (code) {
    case "invalid_auth":
    case "not_authed":
    case "not_allowed_token_type":
      return `Slack does not know SLACK_APP_TOKEN (${code}). Make one on the app's page under Basic Information, App-Level Tokens, with the scope connections:write.`;
    case "missing_scope":
      return "SLACK_APP_TOKEN lacks the scope connections:write (missing_scope). Make a new app-level token with it.";
    case "link_disabled":
      return "Socket Mode is switched off (link_disabled). Switch it on on the app's page, under Socket Mode.";
    case "too_many_websockets":
      return "Slack takes no more than ten connections for one app-level token (too_many_websockets). Stop the other programs that use it.";
    case "ambiguous":
    case "unreached":
    case "no-connection":
      return "Slack cannot be reached. Check the network, and SLACK_API_URL if it is set.";
    default:
      return `Slack opens no connection (${code}). Check the network, and Socket Mode on the app's page.`;
  }
}
