import type { PersonId, WorkspaceId } from "../../core/ids.ts";
import { formerMember, type RecordedMessage } from "../../core/message.ts";
import { createRedaction, type Redaction } from "../../core/storage/redaction.ts";
import type { RedisClient } from "./connection.ts";
import { documentOf, readRecord, wordsOf } from "./history-records.ts";
import { rewordScript, takeScript } from "./history-scripts.ts";

/** How many messages one step looks through for a name. */
const searchedAtOnce = 500;

/**
 * Takes a person out of what others said, and their opinions from the answers. Gives in how many messages their id or name
 * stood. A message that is replaced meanwhile is looked at again.
 */
export async function takeOut(
  client: RedisClient,
  key: string,
  workspace: WorkspaceId,
  person: PersonId,
  names: readonly string[],
): Promise<number> {
  const redaction = createRedaction(person, names);
  let redacted = 0;
  for await (const entries of client.hScanIterator(`${key}message`, { COUNT: searchedAtOnce })) {
    for (const { field, value } of entries) {
      if (await takeOutOf(client, key, workspace, field, value, redaction)) redacted += 1;
    }
  }
  return redacted;
}

async function takeOutOf(
  client: RedisClient,
  key: string,
  workspace: WorkspaceId,
  id: string,
  read: string,
  redaction: Redaction,
): Promise<boolean> {
  let record: string | null = read;
  while (record !== null) {
    const message = readMessage(workspace, record);
    if (!message) {
      // Nobody can say whether it names them, and nobody can read it.
      await takeScript(client, [key, "no mark", "quiet", id]);
      return false;
    }
    const { without, hasWords } = withoutPerson(message, redaction);
    if (documentOf(without) === documentOf(message)) return false;
    const args = [key, id, record, documentOf(without), wordsOf(without)];
    if ((await rewordScript(client, args)) === 1) return hasWords;
    record = await client.hGet(`${key}message`, id);
  }
  return false;
}

function readMessage(workspace: WorkspaceId, record: string): RecordedMessage | null {
  try {
    return readRecord(workspace, record).message;
  } catch {
    return null;
  }
}

function withoutPerson(
  message: RecordedMessage,
  { redact }: Redaction,
): { readonly without: RecordedMessage; readonly hasWords: boolean } {
  const { text, asked, files, answer } = message;
  // Ids alone are taken as mentions, so that nobody's id is taken for the erased person's name.
  const isErased = (person: PersonId) => redact(`<@${person}>`) === formerMember;
  const words = {
    text: redact(text),
    asked: asked === null ? null : redact(asked),
    files: files.map((file) => ({ ...file, name: redact(file.name) })),
  };
  const hasNames = files.some(({ name }, index) => words.files[index]?.name !== name);
  const feedback = answer?.feedback.filter(({ person }) => !isErased(person)) ?? [];
  return {
    without: { ...message, ...words, answer: answer && { ...answer, feedback } },
    hasWords: words.text !== text || words.asked !== asked || hasNames,
  };
}
