import { z } from "zod";
import { changeDocument } from "../../../core/change-document.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { WorkspaceId } from "../../../core/ids.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import { closedCodes } from "../web/call-failure.ts";

const codesByChannel = z.record(z.string(), z.string());
type CodesByChannel = z.infer<typeof codesByChannel>;

/**
 * Channels and direct conversations in which nothing can be said: each refusal counts towards a ban, so that
 * none is asked for twice.
 */
export interface ClosedPlaces {
  /** Rejects with the PlatformError that was met before; harmless where the place is open. */
  check(workspace: WorkspaceId, channel: string): Promise<void>;
  /** Remembers the place where the error says that it is closed. */
  note(workspace: WorkspaceId, channel: string, error: unknown): Promise<void>;
  /** Something changed there that may have opened it. */
  reopen(workspace: WorkspaceId, channel: string): Promise<void>;
  /** The same of every channel of the server. */
  reopenAll(workspace: WorkspaceId): Promise<void>;
}

export function createClosedPlaces(documents: Documents): ClosedPlaces {
  const known = new Map<WorkspaceId, Promise<CodesByChannel>>();
  const key = (workspace: WorkspaceId): DocumentKey => ({ workspace, kind: "discord-closed", name: "" });

  const read = (workspace: WorkspaceId): Promise<CodesByChannel> => {
    const before = known.get(workspace);
    if (before) return before;
    const reading = documents.get(key(workspace)).then((raw) => codesByChannel.safeParse(raw).data ?? {});
    known.set(workspace, reading);
    // What could not be read is read again.
    reading.catch(() => known.delete(workspace));
    return reading;
  };

  const change = async (workspace: WorkspaceId, next: (codes: CodesByChannel) => CodesByChannel) => {
    await changeDocument(documents, key(workspace), (raw) => next(codesByChannel.safeParse(raw).data ?? {}));
    known.delete(workspace);
  };

  return {
    async check(workspace, channel) {
      const code = (await read(workspace))[channel];
      if (code !== undefined) throw new PlatformError("Discord", code, true);
    },
    async note(workspace, channel, error) {
      if (!(error instanceof PlatformError && closedCodes.has(error.code))) return;
      await change(workspace, (codes) => ({ ...codes, [channel]: error.code }));
    },
    async reopen(workspace, channel) {
      if ((await read(workspace))[channel] === undefined) return;
      await change(workspace, ({ [channel]: _, ...others }) => others);
    },
    async reopenAll(workspace) {
      if (Object.keys(await read(workspace)).length > 0) await change(workspace, () => ({}));
    },
  };
}
