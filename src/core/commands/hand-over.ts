import { type PrivateAnswer, say } from "../card.ts";
import { PlatformError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import type { OutgoingFile } from "../ports/delivery.ts";
import type { CommandCall } from "./command.ts";

/** The longest document that is also shown in the answer, in UTF-16 units. */
const shownUnits = 12_000;

/**
 * Gives somebody a document as a file in their direct conversation, and shows a short one in the answer as well. Rejects with
 * a PlatformError where the platform does not answer.
 */
export async function handOver(
  parts: Parts,
  { workspace, person, message, givenAt }: CommandCall,
  file: OutgoingFile,
): Promise<PrivateAnswer> {
  const isShort = file.text.length <= shownUnits;
  const key = `file ${message ?? newId()} ${givenAt} ${file.name}`;
  try {
    const channel = await directoryOf(parts, workspace).openDirect(workspace, person);
    const place = { workspace, channel, thread: null };
    await deliveryOf(parts, workspace).attach(place, file, "This is what you asked me for.", key);
  } catch (error) {
    if (!(error instanceof PlatformError && error.permanent)) throw error;
    parts.log.warn("file-refused", { workspace, code: error.code }, error);
    if (!isShort) return say(mayNotSend);
    return say(`I may not send you files here, so this is all of it:\n${fenced(file)}`);
  }
  const sent = `\`${file.name}\` is in our direct messages.`;
  return say(isShort ? `${sent}\n${fenced(file)}` : sent);
}

const mayNotSend =
  "I may not send you files here, and it is too long to be shown. Whoever runs me lets the app write files (`npm run doctor` names what is missing), or you open your direct messages; then ask again.";

function fenced({ name, text }: OutgoingFile): string {
  // A fence that is longer than any in the text cannot be closed by it.
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${name.split(".").at(-1) ?? ""}\n${text.trimEnd()}\n${fence}`;
}
