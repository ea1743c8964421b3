import type { z } from "zod";
import { StoreError } from "../core/errors.ts";
import { asId, type WorkspaceId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import { addPersonal, noteRests } from "../core/personal-documents.ts";
import type { DocumentKey, Json } from "../core/ports/documents.ts";

/** What every piece of work that somebody asked for is known by. */
export interface WorkRecord {
  readonly id: string;
  readonly workspace: string;
  readonly person: string;
  /** The message in which it was asked for; null for a slash command. */
  readonly message: string | null;
}

/** What came of a move: the record after it, or as it stands where the move did not fit. */
export interface Moved<Kept> {
  readonly record: Kept;
  readonly isDone: boolean;
}

/** Records of one kind, which go with whoever asked for them. Each call rejects with a StoreError when the store fails. */
export interface Records<Kept> {
  /** The record as it stands; undefined where there is none. */
  read(parts: Parts, workspace: WorkspaceId, id: string): Promise<Kept | undefined>;
  /** Stores a new one. False where it is there already: then nothing changes. */
  add(parts: Parts, record: Kept): Promise<boolean>;
  /** Notes the messages and memories that it was made of: it goes when one of them does. Safe to repeat. */
  noteRests(parts: Parts, workspace: WorkspaceId, id: string, rests: readonly string[]): Promise<void>;
  /** Moves one on in one step; of two moves at once none is lost. Undefined where there is no such record. */
  move(
    parts: Parts,
    workspace: WorkspaceId,
    id: string,
    move: (record: Kept) => Kept | undefined,
  ): Promise<Moved<Kept> | undefined>;
}

/** The records of a kind. */
export function createRecords<Kept extends WorkRecord & Json>(
  kind: string,
  schema: z.ZodType<Kept>,
): Records<Kept> {
  const keyOf = (workspace: WorkspaceId, id: string): DocumentKey => ({ workspace, kind, name: id });
  const parse = (raw: Json | undefined): Kept | undefined => {
    if (raw === undefined) return undefined;
    const parsed = schema.safeParse(raw);
    if (!parsed.success) throw new StoreError(kind, parsed.error);
    return parsed.data;
  };
  return {
    read: async (parts, workspace, id) => parse(await parts.documents.get(keyOf(workspace, id))),
    add: (parts, record) =>
      addPersonal(
        parts,
        keyOf(asId(record.workspace), record.id),
        { person: asId(record.person), rests: record.message === null ? [] : [record.message] },
        record,
      ),
    noteRests: (parts, workspace, id, rests) => noteRests(parts, keyOf(workspace, id), rests),
    async move(parts, workspace, id, move) {
      for (;;) {
        const raw = await parts.documents.get(keyOf(workspace, id));
        const record = parse(raw);
        if (raw === undefined || !record) return undefined;
        const moved = move(record);
        if (!moved) return { record, isDone: false };
        if (await parts.documents.swap(keyOf(workspace, id), raw, moved))
          return { record: moved, isDone: true };
      }
    },
  };
}
