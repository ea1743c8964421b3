import { z } from "zod";
import { type Audience, formatAudience } from "../../audience.ts";
import type { WorkspaceId } from "../../ids.ts";
import { type Book, liveMemories, memoryKinds, type QuoteReceipt, type Receipt } from "../../memory.ts";
import type { Naming } from "../proposal-card.ts";

/** The name of the format, in its first version. Readers refuse versions that they do not know. */
export const exportFormat = "reverie-memories";
export const exportVersion = 1;

const exportedMemory = z.object({
  kind: z.enum(memoryKinds),
  text: z.string(),
  /** Of a person's memory: whether it joins wherever that person asks. */
  travels: z.boolean(),
  /** Since when it says this, in ISO 8601. */
  since: z.string(),
  evidence: z.array(z.object({ quote: z.string(), by: z.string(), said: z.string() })),
});
export type ExportedMemory = z.infer<typeof exportedMemory>;

/** The memories of one audience as somebody takes them along: what they say today, with their words of evidence. */
export const exportedBook = z.object({
  format: z.literal(exportFormat),
  version: z.number(),
  workspace: z.string(),
  /** As `formatAudience` writes it. */
  audience: z.string(),
  /** How people call the audience. */
  label: z.string(),
  exported: z.string(),
  memories: z.array(exportedMemory),
});
export type ExportedBook = z.infer<typeof exportedBook>;

/** Takes what a book says today, oldest first. The quotes that are gone stay gone. */
export function exportBook(
  book: Book,
  label: string,
  naming: Pick<Naming, "personName">,
  exportedAt: number,
): ExportedBook {
  return {
    format: exportFormat,
    version: exportVersion,
    workspace: book.workspace,
    audience: formatAudience(book.audience),
    label,
    exported: new Date(exportedAt).toISOString(),
    memories: liveMemories(book).map(({ kind, text, travels, at, receipts }) => ({
      kind,
      text,
      travels,
      since: new Date(at).toISOString(),
      evidence: quotesIn(receipts).map((receipt) => ({
        quote: receipt.quote,
        by: naming.personName(receipt),
        said: new Date(receipt.saidAt).toISOString(),
      })),
    })),
  };
}

function quotesIn(receipts: readonly Receipt[]): QuoteReceipt[] {
  return receipts.filter((receipt): receipt is QuoteReceipt => receipt.type === "quote" && !receipt.gone);
}

/** Whether a document was made of this audience's book in this workspace. */
export function isOfBook(
  { workspace, audience }: Pick<ExportedBook, "workspace" | "audience">,
  book: { readonly workspace: WorkspaceId; readonly audience: Audience },
): boolean {
  return workspace === book.workspace && audience === formatAudience(book.audience);
}
