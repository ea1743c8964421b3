import { z } from "zod";
import type { Reach } from "../core/message.ts";

const reach: z.ZodType<Reach> = z.enum(["direct", "private", "public", "shared"]);

/** What is stored of every piece of work: who asked for what, where and when. Instants are in milliseconds. */
export const askedFields = {
  id: z.string(),
  workspace: z.string(),
  person: z.string(),
  personName: z.string(),
  channel: z.string(),
  /** How far the place reached when it was asked for. */
  reach,
  /** The message of the card, once it stands. */
  card: z.string().nullable(),
  text: z.string(),
  /** The message in which it was asked for, whose files it may rest on; null for a slash command. */
  message: z.string().nullable(),
  askedAt: z.number(),
};
