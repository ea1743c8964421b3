import type { WorkspaceId } from "../../../core/ids.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { ClosedPlaces } from "./closed-places.ts";
import { checkMayPost, type Purpose, rightsIn } from "./may-post.ts";

/** Lets nothing be asked of Discord that it is known to refuse. */
export interface OpenPlaces {
  /**
   * Does the work in a channel, unless what is known of it says that Discord would refuse. Rejects with the
   * refusal then, and as the work does; a refusal that closes the place is remembered.
   */
  enter<Result>(
    workspace: WorkspaceId,
    channel: string,
    purpose: Purpose,
    work: () => Promise<Result>,
  ): Promise<Result>;
}

export function createOpenPlaces(closed: ClosedPlaces, gateway: Gateway): OpenPlaces {
  return {
    async enter(workspace, channel, purpose, work) {
      const client = gateway.client();
      // What was told before the connection broke may be over.
      if (gateway.awaySince() === undefined) checkMayPost(client, channel, purpose);
      const place = { channel, rights: rightsIn(client, channel) };
      await closed.check(workspace, place, purpose);
      try {
        return await work();
      } catch (error) {
        await closed.note(workspace, place, error);
        throw error;
      }
    },
  };
}
