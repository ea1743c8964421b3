import { type ExportedBook, type ExportedMemory, exportFormat } from "./exported-book.ts";

/** The forms in which memories can be taken along; both can be imported again. */
export const exportForms = ["markdown", "json"] as const;
export type ExportForm = (typeof exportForms)[number];

/** Everything that ends a line of text. */
export const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/** What stands behind a kind where a memory is used only in direct messages. */
export const directOnly = "only in direct messages";

/** The document as JSON, indented. */
export function asJson(book: ExportedBook): string {
  return `${JSON.stringify(book, null, 2)}\n`;
}

/** The document as Markdown: a line for each memory, its evidence quoted below it, and one comment that says whose they are. */
export function asMarkdown(book: ExportedBook): string {
  const { label, version, workspace, audience, exported, memories } = book;
  // In JSON, so that nothing in it can end the comment: a name may hold anything.
  const origin = JSON.stringify({ version, workspace, audience, exported }).replaceAll("-->", "--\\u003e");
  return [
    `# What I remember: ${label.split(lineBreak).join(" ")}`,
    `<!-- ${exportFormat} ${origin} -->`,
    "",
    ...memories.map(memoryLines),
    "",
  ].join("\n");
}

function memoryLines({ kind, text, travels, evidence }: ExportedMemory): string {
  const reach = travels ? "" : `, ${directOnly}`;
  const quotes = evidence.map(({ quote, by, said }) => {
    const words = `${quote} (${by}, ${said.slice(0, 10)})`;
    return words
      .split(lineBreak)
      .map((line) => `  > ${line}`)
      .join("\n");
  });
  return [`- (${kind}${reach}) ${text}`, ...quotes].join("\n");
}
