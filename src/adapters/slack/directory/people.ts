import { z } from "zod";
import { asId } from "../../../core/ids.ts";
import type { Person, Role } from "../../../core/message.ts";

/** As much of Slack's user object as tells who somebody is. Flags that are absent are false. */
const slackUser = z.object({
  id: z.string(),
  team_id: z.string().nullish(),
  name: z.string().nullish(),
  real_name: z.string().nullish(),
  profile: z.object({ display_name: z.string().nullish(), real_name: z.string().nullish() }).nullish(),
  tz: z.string().nullish(),
  deleted: z.boolean().nullish(),
  is_admin: z.boolean().nullish(),
  is_owner: z.boolean().nullish(),
  is_primary_owner: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  is_workflow_bot: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
});
export type SlackUser = z.infer<typeof slackUser>;

/** Slack's own helper, which carries no bot flag. */
const slackbot = "USLACKBOT";

export function readUser(raw: unknown): SlackUser | undefined {
  const parsed = slackUser.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}

/** What Slack says somebody is, seen from one workspace. Whoever belongs to another one is an outsider, whatever they are there. */
function roleOf(user: SlackUser, teamId: string): Role {
  if (user.is_bot || user.is_workflow_bot || user.id === slackbot) return "bot";
  if (isOutsider(user, teamId)) return "outsider";
  if (user.is_restricted || user.is_ultra_restricted) return "guest";
  return user.is_admin || user.is_owner || user.is_primary_owner ? "admin" : "member";
}

function isOutsider({ is_stranger, team_id, enterprise_user }: SlackUser, teamId: string): boolean {
  if (is_stranger) return true;
  return Boolean(team_id) && team_id !== teamId && !enterprise_user?.teams?.includes(teamId);
}

/** The person, or undefined where the account is deactivated: whoever left has no say. */
export function personOf(user: SlackUser, teamId: string): Person | undefined {
  if (user.deleted) return undefined;
  return { id: asId(user.id), name: nameOf(user), role: roleOf(user, teamId) };
}

function nameOf({ id, name, real_name, profile }: SlackUser): string {
  const names = [profile?.display_name, profile?.real_name, real_name, name];
  return names.find((each) => each?.trim())?.trim() ?? id;
}
