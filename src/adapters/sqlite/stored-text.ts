/** A text as it is kept: SQLite's text where that can hold it, and bytes where it cannot. */
export type StoredText = string | Uint8Array;

/**
 * SQLite keeps text as UTF-8, which has no lone surrogates, and Node reads it up to the first NUL before
 * its version 24. A text that bears either is kept as its UTF-16 bytes.
 */
export function encodeText(text: string): StoredText {
  return text.isWellFormed() && !text.includes("\0") ? text : Buffer.from(text, "utf16le");
}

/** The inverse of `encodeText`. */
export function decodeText(stored: StoredText): string {
  return typeof stored === "string" ? stored : Buffer.from(stored).toString("utf16le");
}

/** `encodeText` for a text that may be missing. */
export function encodeOptional(text: string | null): StoredText | null {
  return text === null ? null : encodeText(text);
}

/** The inverse of `encodeOptional`. */
export function decodeOptional(stored: StoredText | null): string | null {
  return stored === null ? null : decodeText(stored);
}
