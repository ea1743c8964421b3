import { PlatformError } from "../errors.ts";
import type { AttachedFile, RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { platformOf } from "../platforms.ts";
import { type FileContent, readContent, tooLarge, type Unread, unread } from "./file-content.ts";
import { type FileKind, fileKindOf, sizeLimits } from "./file-kind.ts";
import { settledUnlessAborted } from "./settled-unless-aborted.ts";

/** The most files that one answer reads. */
export const filesAtMost = 5;

/** The most bytes of files that one answer reads: in base64 they still fit into one request of 32 MB. */
export const fileBytesAtMost = 20 * 1024 * 1024;

/** A file of a question, with as much of it as could be read. */
export interface AskedFile {
  /** The message that it is attached to. */
  readonly message: RecordedMessage;
  readonly file: AttachedFile;
  readonly content: FileContent;
}

/** Decides in their order which files are read and how; the others get the reason why not. */
export function admitFiles(files: readonly AttachedFile[]): (FileKind | Unread)[] {
  let count = 0;
  let bytes = 0;
  return files.map((file) => {
    const kind = fileKindOf(file);
    if (kind === undefined) return unread("a kind of file that I cannot read");
    if (file.sizeBytes > sizeLimits[kind]) return tooLarge(kind);
    if (count === filesAtMost) return unread(`I read at most ${filesAtMost} files at once`);
    if (bytes + file.sizeBytes > fileBytesAtMost)
      return unread(`I read at most ${fileBytesAtMost / (1024 * 1024)} MB at once`);
    count += 1;
    bytes += file.sizeBytes;
    return kind;
  });
}

/**
 * Reads the files of what was asked from the platform, for this answer alone: nothing of them is stored. What
 * cannot be read comes with the reason. Rejects with the signal's reason when it is aborted.
 */
export async function readAskedFiles(
  parts: Parts,
  asked: readonly RecordedMessage[],
  signal: AbortSignal,
): Promise<AskedFile[]> {
  signal.throwIfAborted();
  const attached = asked.flatMap((message) => message.files.map((file) => ({ message, file })));
  const admitted = admitFiles(attached.map(({ file }) => file));
  const reading = attached.map(async ({ message, file }, index): Promise<AskedFile> => {
    const admission = admitted[index] ?? unread("it was not looked at");
    const content =
      typeof admission === "string" ? await fetchContent(parts, message, file, admission) : admission;
    return { message, file, content };
  });
  return settledUnlessAborted(Promise.all(reading), signal);
}

async function fetchContent(
  parts: Parts,
  { workspace }: RecordedMessage,
  file: AttachedFile,
  kind: FileKind,
): Promise<FileContent> {
  const { archive } = platformOf(parts.platforms, workspace);
  try {
    const data = await archive.fetchFile(workspace, file);
    return data.length > file.sizeBytes
      ? unread("it is larger than the platform said")
      : readContent(kind, data);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    parts.log.warn("file-not-fetched", { workspace, code: error.code });
    return unread("I could not fetch it");
  }
}
