import { PlatformError } from "../errors.ts";
import type { ChannelId, PersonId, WorkspaceId } from "../ids.ts";
import type { Channel, Person, Reach } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { type OptedOut, readOptedOut } from "../privacy.ts";
import { type Scope, scopeOf } from "../scope.ts";
import { isExcluded, readSettings, type Settings } from "../settings/settings.ts";

/** Where and for whom an answer is made: what the platform and the settings say at this moment. */
export interface Setting {
  readonly workspace: WorkspaceId;
  readonly asker: Person;
  readonly channel: Channel;
  readonly scope: Scope;
  readonly settings: Settings;
  /** People whose words are no material for anybody's answer, their own questions apart. */
  readonly optedOut: OptedOut;
  /** How far the workspace's channels reach now. */
  readonly reachOf: (channel: ChannelId) => Reach | undefined;
}

/** Asks the platform who asks, where, and what that opens (law 4). */
export async function readSetting(
  parts: Parts,
  workspace: WorkspaceId,
  askerId: PersonId,
  channelId: ChannelId,
): Promise<Setting> {
  const directory = directoryOf(parts, workspace);
  const [asker, channel, all, askerChannels, settings, optedOut] = await Promise.all([
    directory.person(workspace, askerId),
    directory.channel(workspace, channelId),
    directory.channels(workspace),
    directory.channelsOf(workspace, askerId),
    readSettings(parts, workspace, channelId),
    readOptedOut(parts, workspace),
  ]);
  if (!asker || !channel) throw new PlatformError("The platform", "unknown-person-or-channel", true);
  const channels = all.filter((each) => !isExcluded(each, settings.excludedChannels));
  const scope = scopeOf({ asker, channel, channels, askerChannels: new Set(askerChannels) });
  const reaches = new Map(all.map(({ id, reach }) => [id, reach]));
  return { workspace, asker, channel, scope, settings, optedOut, reachOf: (id) => reaches.get(id) };
}
