/** What of a message people see or press. */
const shownKeys: ReadonlySet<string> = new Set(["content", "custom_id", "label"]);

/**
 * Whether a message that Discord gave back says what was sent, in whatever order it names the parts of it. It
 * does not where an earlier try with the same nonce had posted something else: then Discord gives that message
 * and posts nothing.
 */
export function hasSameWords(sent: unknown, given: unknown): boolean {
  return JSON.stringify(wordsOf(sent).toSorted()) === JSON.stringify(wordsOf(given).toSorted());
}

function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    // A message of components alone comes back with a content that is empty.
    if (typeof inner === "string") return shownKeys.has(key) && inner.trim() !== "" ? [inner.trim()] : [];
    return key === "components" || key === "accessory" ? wordsOf(inner) : [];
  });
}
