import { z } from "zod";
import type { PrivateAnswer } from "../card.ts";
import type { CommandTree } from "../commands/command-tree.ts";
import { ReverieError } from "../errors.ts";
import { asId } from "../ids.ts";
import type { Message, RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import { type Content, type Place, plainContent } from "../ports/delivery.ts";
import type { JobHandler } from "../ports/jobs.ts";
import { carry, readCarried } from "./carried-message.ts";
import { failureSentence } from "./failure-sentence.ts";

/** Has a message that is a command as a whole carried out, once. Safe to repeat. */
export async function enqueueCommand(
  parts: Parts,
  message: Message,
  text: string,
  mayKeep: boolean,
): Promise<void> {
  const { workspace, id, version, conversation, channel } = message;
  await parts.jobs.enqueue({
    id: `command ${workspace} ${id} ${version}`,
    kind: "command",
    key: `turn ${workspace} ${conversation}`,
    lane: `${workspace} ${channel}`,
    at: parts.clock.now(),
    data: { ...carry(message, mayKeep), text },
  });
}

const commandText = z.object({ text: z.string() });

/** The job that carries out commands that were given in a message. */
export function commandJobs(parts: Parts, tree: CommandTree): Readonly<Record<string, JobHandler>> {
  return {
    command: async ({ job, attempt, last }) => {
      const { workspace, version, message, isFleeting } = await readCarried(parts, job.data);
      const { text } = commandText.parse(job.data);
      if (!message && attempt === 1) throw new ReverieError("The command is not stored yet, or was deleted");
      const parsed = tree.parseWhole(text);
      // Edited meanwhile: the newer words have a job of their own.
      if (!message || !parsed || message.version !== version) return;
      try {
        const { author: person, channel, thread, id, files } = message;
        const call = {
          workspace,
          person,
          channel,
          thread,
          message: isFleeting ? null : id,
          files,
          job: job.id,
          givenAt: version,
        };
        const answer = await tree.run(parts, call, text);
        await deliverAnswer(parts, message, answer, parsed.command.isOpen);
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
  // As an answer, because it may be longer than one message.
  const postIn = (place: Place) =>
    delivery.stream(place, `command ${workspace} ${id}`, { person: author, message: id }).finish(content);
  if (isOpen || isDirect) {
    await postIn(here);
    return;
  }
  const direct = await directoryOf(parts, workspace).openDirect(workspace, author);
  await postIn({ workspace, channel: direct, thread: null });
  const hint = plainContent("I answered you in a direct message.");
  await delivery.post(here, hint, `command ${workspace} ${id} hint`);
}
