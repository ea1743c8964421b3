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
  /** Takes one; gives how long to wait before it may be used, in milliseconds: 0 for at once. */
  take(): Promise<number>;
}

export function createIdentifyBudget(documents: Documents, clock: Clock): IdentifyBudget {
  const key: DocumentKey = { workspace: applicationWorkspace, kind: "discord-identifies", name: "" };
  return {
    async take() {
      let waitMs = 0;
      await changeDocument(documents, key, (raw) => {
        const now = clock.now();
        const recent = (instants.safeParse(raw).data ?? []).filter((at) => now - at < periodMs && at <= now);
        const oldest = recent.at(-identifiesAtMost);
        waitMs = oldest === undefined ? 0 : oldest + periodMs - now;
        // What has to wait is taken anew when its time has come.
        return waitMs > 0 ? recent : [...recent, now];
      });
      return waitMs;
    },
  };
}
