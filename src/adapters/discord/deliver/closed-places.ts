import { z } from "zod";
import { changeDocument } from "../../../core/change-document.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { WorkspaceId } from "../../../core/ids.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import { closedCodes, closedDirectCodes, mutedCodes } from "../web/call-failure.ts";
import type { Purpose } from "./may-post.ts";

/** A refusal with what was known of our rights then. */
const refusal = z.object({ code: z.string(), rights: z.string() });
const refusalsByChannel = z.record(z.string(), refusal);
type Refusals = z.infer<typeof refusalsByChannel>;

/** A channel or direct conversation, with what is known of our rights there; empty for nothing. */
export interface KnownPlace {
  readonly channel: string;
  readonly rights: string;
}

/**
 * Channels and direct conversations in which nothing can be said: each refusal counts towards a ban, so that
 * none is asked for twice.
 */
export interface ClosedPlaces {
  /**
   * Rejects with the PlatformError that was met before; harmless where the place is open. One in which our rights
   * are others than then is open: what changed them may have gone unheard.
   */
  check(workspace: WorkspaceId, place: KnownPlace, purpose: Purpose): Promise<void>;
  /** Remembers the place where the error says that it is closed. */
  note(workspace: WorkspaceId, place: KnownPlace, error: unknown): Promise<void>;
  /** Something changed there that may have opened it. */
  reopen(workspace: WorkspaceId, channel: string): Promise<void>;
  /** The same of every channel of the server; what a person closed stays so. */
  reopenAll(workspace: WorkspaceId): Promise<void>;
}

export function createClosedPlaces(documents: Documents): ClosedPlaces {
  const known = new Map<WorkspaceId, Promise<Refusals>>();
  const key = (workspace: WorkspaceId): DocumentKey => ({ workspace, kind: "discord-closed", name: "" });

  const read = (workspace: WorkspaceId): Promise<Refusals> => {
    const before = known.get(workspace);
    if (before) return before;
    const reading = documents.get(key(workspace)).then((raw) => refusalsByChannel.safeParse(raw).data ?? {});
    known.set(workspace, reading);
    // What could not be read is read again.
    reading.catch(() => known.delete(workspace));
    return reading;
  };

  const change = async (workspace: WorkspaceId, next: (refusals: Refusals) => Refusals) => {
    await changeDocument(documents, key(workspace), (raw) =>
      next(refusalsByChannel.safeParse(raw).data ?? {}),
    );
    known.delete(workspace);
  };

  const reopen = async (workspace: WorkspaceId, isOpened: (channel: string, code: string) => boolean) => {
    const isClosed = (refusals: Refusals) =>
      Object.entries(refusals).filter(([channel, { code }]) => !isOpened(channel, code));
    const before = await read(workspace);
    if (isClosed(before).length < Object.keys(before).length)
      await change(workspace, (refusals) => Object.fromEntries(isClosed(refusals)));
  };

  return {
    async check(workspace, { channel, rights }, purpose) {
      const found = (await read(workspace))[channel];
      if (!found || (purpose === "change" && mutedCodes.has(found.code))) return;
      if (rights === "" || rights === found.rights) throw new PlatformError("Discord", found.code, true);
      await reopen(workspace, (each) => each === channel);
    },
    async note(workspace, { channel, rights }, error) {
      if (!(error instanceof PlatformError && closedCodes.has(error.code))) return;
      const { code } = error;
      await change(workspace, (refusals) => ({ ...refusals, [channel]: { code, rights } }));
    },
    reopen: (workspace, channel) => reopen(workspace, (each) => each === channel),
    reopenAll: (workspace) => reopen(workspace, (_, code) => !closedDirectCodes.has(code)),
  };
}
