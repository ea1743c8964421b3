/**
 * Text from people as it stands inside a quotation block of a prompt (law 9): on one line, without
 * control characters or direction overrides, and unable to open or close a tag.
 */
export function quotedData(text: string): string {
  return withoutTags(plainText(text).replace(/\s+/gu, " ").trim());
}

/**
 * Text from people that keeps its lines inside a quotation block: each begins with a bar, so that none is
 * taken for a line of the block's own, and nothing in it opens or closes a tag.
 */
export function quotedLines(text: string): string {
  const lines = plainText(text).split(/[\n\u2028\u2029]/u);
  return withoutTags(lines.map((line) => `| ${line}`).join("\n"));
}

function withoutTags(text: string): string {
  // A sign that joins, marks or formats letters is no letter to whoever reads a tag, so that it does not hide one either.
  return text.replace(/<(?=[\s\p{M}\p{Cf}]*[/!?|]|[\p{M}\p{Cf}]*\p{L})/gu, "&lt;");
}

/**
 * The name of a person as it stands before their words in a line of a prompt: it holds nothing that ends a
 * name or a number, is never empty, and is never taken for Reverie's own.
 */
export function quotedName(name: string): string {
  const quoted = quotedData(quotedData(name).replace(/[:[\]]/gu, " "));
  if (quoted === "") return "somebody";
  return /^reverie$/iu.test(quoted) ? `${quoted} (a person)` : quoted;
}

// Signs that show nothing themselves, but for the four that emoji and some scripts need to be written, and
// the marks around annotations.
const hidden = /[[\p{Default_Ignorable_Code_Point}--[\u200c\u200d\ufe0e\ufe0f]][\ufff9-\ufffb]]/gv;

/**
 * Text that a person will read as what is stored: well-formed, without control characters other than
 * line breaks and tabs, and without characters that change direction or show nothing.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/gu, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(hidden, "");
}
