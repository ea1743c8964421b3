import type { ImageType } from "../ports/model.ts";
import { type FileKind, sizeLimits } from "./file-kind.ts";

/** The longest text of a file in a prompt, in UTF-16 units: what is longer is cut with a mark. */
export const fileTextUnits = 20_000;

/** What is in a file, in the form in which the model gets it; or why it was not read. */
export type FileContent =
  | { readonly kind: "image"; readonly mediaType: ImageType; readonly data: Uint8Array }
  | { readonly kind: "pdf"; readonly mediaType: "application/pdf"; readonly data: Uint8Array }
  | { readonly kind: "text"; readonly text: string; readonly isCut: boolean }
  | Unread;

/** A file that was not read. `why` completes a sentence in brackets. */
export interface Unread {
  readonly kind: "unread";
  readonly why: string;
}

/** The content for a file that is not read. */
export function unread(why: string): Unread {
  return { kind: "unread", why };
}

/** Reads a file's bytes as what it claims to be, and trusts the bytes alone. */
export function readContent(kind: FileKind, data: Uint8Array): FileContent {
  if (data.length === 0) return unread("the file is empty");
  if (data.length > sizeLimits[kind]) return tooLarge(kind);
  switch (kind) {
    case "image": {
      const mediaType = imageTypeOf(data);
      return mediaType
        ? { kind, mediaType, data }
        : unread("its content is not the image that it claims to be");
    }
    case "pdf":
      return startsWith(data, 0, "%PDF-")
        ? { kind, mediaType: "application/pdf", data }
        : unread("its content is not the PDF that it claims to be");
    case "text":
      return readText(data);
  }
}

/** The reason for a file that is larger than its kind may be. */
export function tooLarge(kind: FileKind): Unread {
  return unread(`larger than the ${sizeLimits[kind] / (1024 * 1024)} MB that I can read of this kind`);
}

/** The kind of image that the bytes begin like: the Messages API refuses one that is named otherwise. */
export function imageTypeOf(data: Uint8Array): ImageType | undefined {
  if (startsWith(data, 0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (startsWith(data, 0, "\xff\xd8\xff")) return "image/jpeg";
  if (startsWith(data, 0, "GIF87a") || startsWith(data, 0, "GIF89a")) return "image/gif";
  return startsWith(data, 0, "RIFF") && startsWith(data, 8, "WEBP") ? "image/webp" : undefined;
}

function startsWith(data: Uint8Array, offset: number, sign: string): boolean {
  return [...sign].every((character, index) => data[offset + index] === character.charCodeAt(0));
}

/** The whole text that the bytes are, or why they are none. */
export function textOf(data: Uint8Array): string | Unread {
  const text = decodeUtf8(data);
  // No text has this character, and it would end the text for some of those who read it.
  if (text === undefined || text.includes("\0")) return unread("its content is not UTF-8 text");
  return text.trim() === "" ? unread("there is no text in the file") : text;
}

function readText(data: Uint8Array): FileContent {
  const text = textOf(data);
  if (typeof text !== "string") return text;
  if (text.length <= fileTextUnits) return { kind: "text", text, isCut: false };
  const start = text
    .slice(0, fileTextUnits)
    .toWellFormed()
    .replace(/\ufffd$/u, "");
  return { kind: "text", text: start, isCut: true };
}

function decodeUtf8(data: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    // This is how the decoder says that it is something else.
    return undefined;
  }
}
