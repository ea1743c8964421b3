import { z } from "zod";
import { changeDocument } from "../../../core/change-document.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import { applicationWorkspace } from "../identity.ts";

/**
 * How often the application may identify at once, restarts and all replicas together, and how long it takes until it may
 * once more, in milliseconds: below 600 in a day. Discord takes 1,000 in a day; whoever goes beyond loses the token
 * (https://discord.com/developers/docs/events/gateway#session-start-limit).
 */
const atOnce = 20;
const eachMs = 150_000;

/** How many were left at an instant; between whole ones, a part of the next. */
const bucket = z.object({ left: z.number().min(0).max(atOnce), at: z.number() });
type Bucket = z.infer<typeof bucket>;

/** Keeps programs that die at every start from using up a day's identifies. */
export interface IdentifyBudget {
  /** How long to wait before the next one, in milliseconds: 0 for at once. */
  waitMs(): Promise<number>;
  /** Takes one where that is 0; gives the same. */
  take(): Promise<number>;
}

export function createIdentifyBudget(documents: Documents, clock: Clock): IdentifyBudget {
  const key: DocumentKey = { workspace: applicationWorkspace, kind: "discord-identifies", name: "" };
  const filled = (raw: unknown): Bucket => {
    const now = clock.now();
    const known = bucket.safeParse(raw).data ?? { left: atOnce, at: now };
    // A clock that was set back fills nothing, and takes nothing away.
    const passedMs = Math.max(0, now - known.at);
    return { left: Math.min(atOnce, known.left + passedMs / eachMs), at: now };
  };
  const waitAfter = ({ left }: Bucket): number => (left >= 1 ? 0 : Math.ceil((1 - left) * eachMs));
  return {
    waitMs: async () => waitAfter(filled(await documents.get(key))),
    async take() {
      let waitMs = 0;
      await changeDocument(documents, key, (raw) => {
        const now = filled(raw);
        waitMs = waitAfter(now);
        return waitMs > 0 ? now : { ...now, left: now.left - 1 };
      });
      return waitMs;
    },
  };
}
