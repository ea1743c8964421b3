import { ReverieError } from "./errors.ts";
import { asId, type WorkspaceId } from "./ids.ts";
import type { Delivery } from "./ports/delivery.ts";
import type { Directory } from "./ports/directory.ts";
import type { Platform } from "./ports/platform.ts";

/** The id of a workspace: the platform's name and the platform's own id of it. */
export function workspaceId(platform: string, id: string): WorkspaceId {
  return asId(`${platform}:${id}`);
}

/** The platform that serves a workspace. A row of a platform that is not connected cannot be served. */
export function platformOf(platforms: readonly Platform[], workspace: WorkspaceId): Platform {
  const name = workspace.slice(0, workspace.indexOf(":"));
  const platform = platforms.find((candidate) => candidate.name === name);
  if (!platform) throw new ReverieError(`No platform is connected for the workspace ${workspace}`);
  return platform;
}

export function directoryOf(
  parts: { readonly platforms: readonly Platform[] },
  workspace: WorkspaceId,
): Directory {
  return platformOf(parts.platforms, workspace).directory;
}

export function deliveryOf(
  parts: { readonly platforms: readonly Platform[] },
  workspace: WorkspaceId,
): Delivery {
  return platformOf(parts.platforms, workspace).delivery;
}

/** The workspaces that the connected platforms serve. */
export async function allWorkspaces(parts: {
  readonly platforms: readonly Platform[];
}): Promise<WorkspaceId[]> {
  const lists = await Promise.all(parts.platforms.map(({ directory }) => directory.workspaces()));
  return lists.flat();
}
