import { z } from "zod";
import type { PrivateAnswer } from "../card.ts";
import type { CommandTree } from "../commands/command-tree.ts";
import { ReverieError } from "../errors.ts";
import { asId, type MessageId, type WorkspaceId } from "../ids.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import { type Content, plainContent } from "../ports/delivery.ts";
import type { JobHandler } from "../ports/jobs.ts";
import { isOptedOut } from "../privacy.ts";
import { failureSentence } from "./failure-sentence.ts";

const commandJob = z.object({ workspace: z.string(), message: z.string(), text: z.string() });

/** Has a message that is a command as a whole carried out, once. Safe to repeat. */
export async function enqueueCommand(
  parts: Parts,
  message: Pick<RecordedMessage, "workspace" | "id" | "version" | "conversation" | "channel">,
  text: string,
): Promise<void> {
  const { workspace, id, version, conversation, channel } = message;
  await parts.jobs.enqueue({
    id: `command ${workspace} ${id} ${version}`,
    kind: "command",
    key: `turn ${workspace} ${conversation}`,
    lane: `${workspace} ${channel}`,
    at: parts.clock.now(),
    data: { workspace, message: id, text },
  });
}

/** The job that carries out commands that were given in a message. */
export function commandJobs(parts: Parts, tree: CommandTree): Readonly<Record<string, JobHandler>> {
  return {
    command: async ({ job, attempt, last }) => {
      const data = commandJob.parse(job.data);
      const workspace: WorkspaceId = asId(data.workspace);
      const [message] = await parts.history.get(workspace, [asId<MessageId>(data.message)]);
      if (!message && attempt === 1) throw new ReverieError("The command is not stored yet, or was deleted");
      if (!message) return;
      const parsed = tree.parseWhole(data.text);
      if (!parsed) return;
      try {
        const { author: person, channel, thread, id } = message;
        const call = { workspace, person, channel, thread, message: id };
        const answer = await tree.run(parts, call, data.text);
        await deliverAnswer(parts, message, answer, parsed.command.isOpen);
        if (await isOptedOut(parts, workspace, person)) await parts.history.remove(workspace, id);
      } catch (error) {
        if (!last) throw error;
        parts.log.error("command-failed", { workspace, command: parsed.command.words }, error);
        await deliverAnswer(parts, message, { text: failureSentence(error), card: null, form: null }, true);
      }
    },
  };
}

/** An open answer stands where it was asked for; any other goes to the asker alone. */
async function deliverAnswer(
  parts: Parts,
  { workspace, author, channel, thread, id, conversation }: RecordedMessage,
  answer: PrivateAnswer,
  isOpen: boolean,
): Promise<void> {
  const content: Content = { ...plainContent(answer.text ?? ""), card: answer.card };
  const delivery = deliveryOf(parts, workspace);
  const isDirect = conversation === asId(channel);
  const here = { workspace, channel, thread: thread ?? (isDirect ? null : id) };
  if (isOpen || isDirect) {
    await delivery.post(here, content, `command ${workspace} ${id}`);
    return;
  }
  const direct = await directoryOf(parts, workspace).openDirect(workspace, author);
  await delivery.post({ workspace, channel: direct, thread: null }, content, `command ${workspace} ${id}`);
  const hint = plainContent("I answered you in a direct message.");
  await delivery.post(here, hint, `command ${workspace} ${id} hint`);
}
