import type { WebClient } from "@slack/web-api";
import { StartError } from "../../core/errors.ts";
import type { PersonId, WorkspaceId } from "../../core/ids.ts";
import { asId } from "../../core/ids.ts";
import { workspaceId } from "../../core/platforms.ts";
import { scopesOf } from "./manifest/scopes.ts";

/** The first part of the ids of Slack's workspaces. */
export const slackName = "slack";

/** Who the bot token belongs to, and where. Taken from Slack itself: nothing is keyed on what a payload claims. */
export interface Identity {
  readonly workspace: WorkspaceId;
  /** Slack's own id of the workspace. */
  readonly teamId: string;
  readonly teamName: string;
  /** The workspace's own address with a slash at its end, such as `https://example.slack.com/`. */
  readonly url: string;
  readonly botUserId: PersonId;
  readonly botId: string;
  /** Its name, as people mention it. */
  readonly botName: string;
  /** The scopes that were granted. */
  readonly scopes: ReadonlySet<string>;
}

/** Asks Slack who the token belongs to. Rejects with the SDK's error, or with a StartError for a token of the wrong kind. */
export async function readIdentity(client: WebClient): Promise<Identity> {
  const answer = await client.auth.test();
  const { team_id: teamId, user_id: userId, bot_id: botId, url, team } = answer;
  if (answer.is_enterprise_install || !teamId)
    throw new StartError(
      "Slack: the app is installed for a whole organisation. Install it to one workspace.",
    );
  if (!botId || !userId)
    throw new StartError(
      "SLACK_BOT_TOKEN: is no bot's token. Take the Bot User OAuth Token, which begins with xoxb-.",
    );
  return {
    workspace: workspaceId(slackName, teamId),
    teamId,
    teamName: team ?? teamId,
    url: url ?? "https://slack.com/",
    botUserId: asId(userId),
    botId,
    botName: answer.user ?? "reverie",
    // Slack says them in a header of its answer. Where something in between takes it off, the refusals tell.
    scopes: new Set(answer.response_metadata?.scopes ?? scopesOf("learn").map(({ name }) => name)),
  };
}
