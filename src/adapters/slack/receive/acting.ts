import type { Seen } from "../../../core/conversation/seen.ts";
import { asId, type ChannelId, type PersonId, type WorkspaceId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { PlatformHandler } from "../../../core/ports/platform.ts";
import type { Account } from "../account.ts";
import type { SlackDirectory } from "../directory/slack-directory.ts";
import type { ReadNames } from "./mention-names.ts";
import type { PrivateAnswers } from "./private-answers.ts";

/** What the intake of interactions works with. */
export interface InteractionParts {
  readonly handler: PlatformHandler;
  readonly account: Account;
  readonly directory: SlackDirectory;
  readonly seen: Seen;
  readonly clock: Clock;
  readonly answers: PrivateAnswers;
  readonly readNames: ReadNames;
  readonly log: Log;
  /** Draws somebody's page again after something changed on it. */
  readonly redrawHome: (person: string) => Promise<void>;
}

/** Who acts and where, in the words of the port. */
export interface Actor {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly channel: ChannelId;
}

/** Without a channel, as on a page of their own, it counts as the person's conversation with Reverie. */
export async function actorOf(
  { account, directory }: InteractionParts,
  person: string,
  channel: string | null,
): Promise<Actor> {
  const { workspace } = await account.identity();
  const who = asId<PersonId>(person);
  const where = channel === null ? await directory.openDirect(workspace, who) : asId<ChannelId>(channel);
  return { workspace, person: who, channel: where };
}

/** Takes an interaction for oneself, by the id that Slack gave it: whatever is told twice is done once. */
export async function isNew({ seen }: InteractionParts, trigger: string | undefined): Promise<boolean> {
  return trigger === undefined || seen.claim(`trigger ${trigger}`);
}
