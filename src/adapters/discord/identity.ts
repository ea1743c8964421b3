import { asId, type WorkspaceId } from "../../core/ids.ts";
import { workspaceId } from "../../core/platforms.ts";

/** The first part of the ids of Discord's workspaces. */
export const discordName = "discord";

/** What belongs to the application and to no server: which servers there were, when it connected. */
export const applicationWorkspace: WorkspaceId = asId(`${discordName}:application`);

/** The workspace that a server is. */
export function workspaceOf(guildId: string): WorkspaceId {
  return workspaceId(discordName, guildId);
}

/** Discord's own id of the server that a workspace is. */
export function guildIn(workspace: WorkspaceId): string {
  return workspace.slice(discordName.length + 1);
}

/** Who the token belongs to, and what its owner has switched on. */
export interface Identity {
  readonly applicationId: string;
  readonly userId: string;
  readonly name: string;
  /** Whether the Message Content Intent is switched on in the portal; undefined where Discord does not say. */
  readonly mayReadContent: boolean | undefined;
  /** Whether the Server Members Intent is. */
  readonly mayListMembers: boolean;
}
