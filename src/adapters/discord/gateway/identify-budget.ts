import { z } from "zod";
import { changeDocument } from "../../../core/change-document.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import { applicationWorkspace } from "../identity.ts";

/**
 * How often a program may identify within ten minutes, restarts included. Discord takes 1,000 in a day; whoever
 * goes beyond loses the token (https://discord.com/developers/docs/events/gateway#session-start-limit).
 */
const identifiesAtMost = 5;
const periodMs = 10 * 60 * 1000;

const instants = z.array(z.number());

/** Keeps a program that dies at every start from using up its identifies. */
export interface IdentifyBudget {
  /** How long to wait before the next one, in milliseconds: 0 for at once. */
  waitMs(): Promise<number>;
  /** Takes one where that is 0; gives the same. */
  take(): Promise<number>;
}

export function createIdentifyBudget(documents: Documents, clock: Clock): IdentifyBudget {
  const key: DocumentKey = { workspace: applicationWorkspace, kind: "discord-identifies", name: "" };
  const recentOf = (raw: unknown): number[] => {
    const now = clock.now();
    // A clock that was set back has instants to come: these count for nothing.
    return (instants.safeParse(raw).data ?? []).filter((at) => now - at < periodMs && at <= now);
  };
  const waitAfter = (recent: readonly number[]): number => {
    const oldest = recent.at(-identifiesAtMost);
    return oldest === undefined ? 0 : oldest + periodMs - clock.now();
  };
  return {
    waitMs: async () => waitAfter(recentOf(await documents.get(key))),
    async take() {
      let waitMs = 0;
      await changeDocument(documents, key, (raw) => {
        const recent = recentOf(raw);
        waitMs = waitAfter(recent);
        return waitMs > 0 ? recent : [...recent, clock.now()];
      });
      return waitMs;
    },
  };
}
