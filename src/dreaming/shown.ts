import type { ChannelId, MessageId, WorkspaceId } from "../core/ids.ts";
import { type RecordedMessage, reverie } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { readOptedOut } from "../core/privacy.ts";
import type { Gathered } from "./gather.ts";
import type { Asked } from "./judge.ts";
import type { Reader } from "./readers.ts";

/** What a reflection was shown: ids and no words, in the order of their numbers from 1. */
export interface Shown {
  /** At which version each line was shown; Reverie's own are context, and may change. */
  readonly lines: readonly {
    readonly message: MessageId;
    readonly version: number;
    readonly isOwn: boolean;
  }[];
  readonly linesRead: number;
  readonly linesThere: number;
  readonly from: number;
  readonly to: number;
}

/** What a reflection is shown of what was gathered for it. */
export function shownBy({ transcript, linesRead, linesThere, from, to }: Gathered): Shown {
  const lines = [...transcript.lines.values()].map(({ id, version, author }) => ({
    message: id,
    version,
    isOwn: author === reverie,
  }));
  return { lines, linesRead, linesThere, from, to };
}

/** A reflection that was made, with what became of its lines meanwhile. */
export interface LookedAgain {
  readonly asked: Asked;
  /**
   * The lines that people edited, deleted or closed off while the model thought. What it says may go back to them though it
   * quotes others, and nobody could tell.
   */
  readonly changed: readonly MessageId[];
}

/** Looks at the lines of a reflection again when its answer has come. `reader` says what its audience may read now. */
export async function lookAgain(
  parts: Parts,
  workspace: WorkspaceId,
  reader: Reader,
  { lines, ...reach }: Shown,
): Promise<LookedAgain> {
  const ids = lines.map(({ message }) => message);
  const [found, optedOut] = await Promise.all([
    parts.history.get(workspace, ids),
    readOptedOut(parts, workspace),
  ]);
  const channels = new Set<ChannelId>(reader.channels);
  const standing = new Map<MessageId, RecordedMessage>(
    found
      .filter(({ channel, author }) => channels.has(channel) && !optedOut.has(author))
      .map((message) => [message.id, message]),
  );
  const changed = lines.filter(
    ({ message, version, isOwn }) => !isOwn && standing.get(message)?.version !== version,
  );
  const numbered = ids.flatMap((id, index): [number, RecordedMessage][] => {
    const message = standing.get(id);
    return message ? [[index + 1, message]] : [];
  });
  return {
    asked: { reader, lines: new Map(numbered), ...reach },
    changed: changed.map(({ message }) => message),
  };
}
