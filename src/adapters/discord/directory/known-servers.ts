import { z } from "zod";
import { changeDocument } from "../../../core/change-document.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import { applicationWorkspace } from "../identity.ts";

const guildIds = z.array(z.string());

/** Which servers the application is in, as far as that was told and taken. */
export interface KnownServers {
  all(): Promise<readonly string[]>;
  add(guildId: string): Promise<void>;
  remove(guildId: string): Promise<void>;
}

/** Another application in the same place has servers of its own. */
export function createKnownServers(documents: Documents, applicationId: () => string): KnownServers {
  const key = (): DocumentKey => ({
    workspace: applicationWorkspace,
    kind: "discord-servers",
    name: applicationId(),
  });
  const change = async (next: (ids: readonly string[]) => string[]) =>
    changeDocument(documents, key(), (raw) => next(guildIds.safeParse(raw).data ?? []));
  return {
    all: async () => guildIds.safeParse(await documents.get(key())).data ?? [],
    add: (guildId) => change((ids) => [...new Set([...ids, guildId])]),
    remove: (guildId) => change((ids) => ids.filter((id) => id !== guildId)),
  };
}
