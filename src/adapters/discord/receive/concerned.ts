import type { WorkspaceId } from "../../../core/ids.ts";
import type { DirectChannels } from "../direct/direct-channels.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import { workspaceOf } from "../identity.ts";

/** Whom something in a channel concerns: the server of the channel, of a direct one all that it ever belonged to. */
export type Concerned = (guildId: string | undefined, channelId: string) => Promise<readonly WorkspaceId[]>;

export function createConcerned({
  channels,
  direct,
}: {
  readonly channels: Pick<DirectChannels, "personIn">;
  readonly direct: Pick<DirectTalk, "usedBy">;
}): Concerned {
  return async (guildId, channelId) => {
    if (guildId !== undefined) return [workspaceOf(guildId)];
    const user = await channels.personIn(channelId);
    return user === undefined ? [] : (await direct.usedBy(user)).map(workspaceOf);
  };
}
