import type { CommandTree } from "../commands/command-tree.ts";
import { asId, type MessageId, type WorkspaceId } from "../ids.ts";
import { leaveWorkspace } from "../leaving.ts";
import { followEvidence } from "../memory/evidence.ts";
import { type Channel, conversationOf, type Message, reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { IncomingMessage, PlatformEvent } from "../ports/platform.ts";
import { findSaid } from "./answer-parts.ts";
import { enqueueCatchUp } from "./catch-up.ts";
import { enqueueCommand } from "./command-turns.ts";
import { keepFeedback } from "./feedback.ts";
import { enqueueIntroduction } from "./introduction.ts";
import { isMuted } from "./mute.ts";
import type { QuietChannels } from "./quiet-channels.ts";
import type { RunningTurns } from "./running-turns.ts";
import { mayBeKept, readSaid, toMessage } from "./said.ts";
import { enqueueTurn } from "./turns.ts";

/** How far back a conversation is searched for a word of Reverie's, in messages. */
const participationLines = 100;

/** What the inbox shares with the rest of the bot. */
interface InboxHouse {
  readonly tree: CommandTree;
  readonly running: RunningTurns;
  readonly quiet: QuietChannels;
}

/**
 * Takes in what a platform tells. Resolves once it is durable, so that only then it is acknowledged.
 * Everything in it is safe to repeat: ids and versions decide, not whether something was seen before.
 */
export function createInbox(parts: Parts, house: InboxHouse) {
  return async (event: PlatformEvent): Promise<void> => {
    const { workspace } = event;
    switch (event.type) {
      case "message-said":
        return takeMessage(parts, house, workspace, event.message, false);
      case "message-edited":
        return takeEdit(parts, house, workspace, event.message);
      case "message-deleted":
        await parts.history.remove(workspace, event.message);
        return followEvidence(parts, workspace, [event.message], `${event.message} deleted`);
      case "channel-joined":
        return enqueueIntroduction(parts, workspace, event.channel);
      case "workspace-left":
        return leaveWorkspace(parts, workspace);
      case "feedback-given":
        await keepFeedback(parts, event);
        return;
      case "talk-missed":
        return enqueueCatchUp(parts, workspace, event.places);
      case "stop-pressed": {
        const channel = await directoryOf(parts, workspace).channel(workspace, event.channel);
        const id = event.thread ?? asId<MessageId>(event.channel);
        if (!channel) return;
        const { id: place, reach } = channel;
        const conversation = conversationOf({ channel: place, reach, thread: null, id });
        house.running.stop(workspace, conversation, event.thread);
      }
    }
  };
}

async function takeEdit(
  parts: Parts,
  house: InboxHouse,
  workspace: WorkspaceId,
  edited: IncomingMessage,
): Promise<void> {
  const [known] = await parts.history.get(workspace, [edited.id]);
  if (!known || !saysTheSame(known, edited))
    await takeMessage(parts, house, workspace, edited, known !== undefined);
  // Also where the text is known already: it may be so from a try that ended half-way.
  await followEvidence(parts, workspace, [edited.id], `${edited.id} ${edited.version}`);
}

/** Platforms tell of edits that change no word and no file, such as a link that got a preview. */
function saysTheSame(known: Message, edited: IncomingMessage): boolean {
  const idsOf = ({ files }: Pick<Message, "files">) => JSON.stringify(files.map(({ id }) => id));
  return known.text.trim() === edited.text.trim() && idsOf(known) === idsOf(edited);
}

async function takeMessage(
  parts: Parts,
  house: InboxHouse,
  workspace: WorkspaceId,
  told: IncomingMessage,
  isKnown: boolean,
): Promise<void> {
  const said = await readSaid(parts, workspace, told);
  if (!said) return;
  const { incoming, channel, conversation, settings } = said;
  const isAddressed = await isForReverie(parts, workspace, incoming, channel, conversation);
  // In a thread people talk to each other as well: there a command needs a mention.
  const mayCommand = incoming.mentionsReverie || channel.reach === "direct";
  const command = mayCommand ? house.tree.parseWhole(incoming.asked) : undefined;
  const isQuiet = isAddressed && !command && (await isMuted(parts, workspace, channel.id, conversation));
  const asks = isAddressed && !command && !isQuiet;
  if (isAddressed && !command) house.quiet.note(workspace, channel.id, isQuiet);
  const mayKeep = await mayBeKept(parts, said);
  const isWanted = isAddressed || isKnown || settings.listen === "all";
  const message = toMessage(said, asks);
  // What was kept before goes when its new words may not be kept.
  if (isKnown && !mayKeep) await parts.history.remove(workspace, message.id);
  await Promise.all([
    isWanted && mayKeep ? parts.history.record(message) : undefined,
    // In the same breath as the record, so that a store that groups writes makes one of them; a job that
    // comes before its message is tried again.
    asks ? enqueueTurn(parts, message, mayKeep) : undefined,
    command ? enqueueCommand(parts, message, incoming.asked, mayKeep) : undefined,
  ]);
}

/** Whether a message speaks to Reverie: by mention, in a direct conversation, or in a thread that Reverie takes part in. */
async function isForReverie(
  parts: Parts,
  workspace: WorkspaceId,
  incoming: IncomingMessage,
  channel: Channel,
  conversation: Message["conversation"],
): Promise<boolean> {
  if (incoming.mentionsReverie || channel.reach === "direct") return true;
  // Files without a word, put before people who talk to each other, ask nothing.
  if (incoming.thread === null || incoming.asked.trim() === "") return false;
  // What is said to somebody else is not for Reverie, whoever listens.
  if (incoming.mentionsOthers) return false;
  const talk = await parts.history.conversation(workspace, conversation, participationLines);
  // A thread may hang on a message that stands in the conversation above it.
  const { repliesTo } = incoming;
  const root = repliesTo === null ? undefined : await findSaid(parts, workspace, repliesTo);
  // From the first question on, before its answer stands. What was said before that and is told late was not
  // said to Reverie.
  return [...talk, ...(root ? [root] : [])].some(
    ({ author, asked, saidAt }) => (author === reverie || asked !== null) && saidAt < incoming.saidAt,
  );
}
