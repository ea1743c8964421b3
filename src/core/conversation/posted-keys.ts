import { createHash } from "node:crypto";
import { z } from "zod";
import { StoreError } from "../errors.ts";
import type { MessageId, WorkspaceId } from "../ids.ts";
import { asId } from "../ids.ts";
import type { Documents } from "../ports/documents.ts";
import type { Log } from "../ports/log.ts";

/** How long it is remembered which message stands for a key, in milliseconds: 90 days. */
const rememberedMs = 90 * 24 * 60 * 60 * 1000;

/** What is known of a key. */
const record = z.object({
  /** When the first try to post was begun, in milliseconds. */
  intendedAt: z.number(),
  /** The message that stands for the key, once that is known. */
  message: z.string().nullable(),
  /** Whether it began as a native stream, which carries no mark of ours while it is open. */
  isStream: z.boolean(),
});

/** The message of a key, or the try that nobody knows the end of. */
export interface Posted {
  readonly intendedAt: number;
  readonly message: MessageId | null;
  readonly isStream: boolean;
}

/** Which message stands for which key. Written before and after each post, so that no try is forgotten. */
export interface PostedKeys {
  find(workspace: WorkspaceId, key: string): Promise<Posted | undefined>;
  keep(workspace: WorkspaceId, key: string, posted: Posted): Promise<void>;
  /** Keeps it with whatever is written next. Should that be lost, the mark of the message tells the same. */
  keepSoon(workspace: WorkspaceId, key: string, posted: Posted): void;
  /** A try that certainly came to nothing. */
  drop(workspace: WorkspaceId, key: string): Promise<void>;
}

/** What a message carries of its key: it says nothing to whoever reads it. */
export function markOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}

/** `platform` is its name, such as `slack`. */
export function createPostedKeys(documents: Documents, platform: string, log: Log): PostedKeys {
  /** What is not written yet, by the names of the documents. */
  const soon = new Map<string, Posted>();
  const nameOf = (workspace: WorkspaceId, key: string) => ({
    workspace,
    kind: `${platform}-posted`,
    name: markOf(key),
  });
  return {
    async find(workspace, key) {
      const unwritten = soon.get(`${workspace} ${key}`);
      if (unwritten) return unwritten;
      const raw = await documents.get(nameOf(workspace, key));
      if (raw === undefined) return undefined;
      const parsed = record.safeParse(raw);
      if (!parsed.success) throw new StoreError("posted message", parsed.error);
      const { intendedAt, message, isStream } = parsed.data;
      return { intendedAt, isStream, message: message === null ? null : asId(message) };
    },
    keep: (workspace, key, posted) => documents.put(nameOf(workspace, key), { ...posted }, rememberedMs),
    keepSoon(workspace, key, posted) {
      const name = `${workspace} ${key}`;
      soon.set(name, posted);
      documents
        .put(nameOf(workspace, key), { ...posted }, rememberedMs)
        .catch((error: unknown) => log.warn("posted-not-kept", {}, error))
        .finally(() => soon.delete(name));
    },
    async drop(workspace, key) {
      await documents.delete(nameOf(workspace, key));
    },
  };
}
