import { invalid } from "./complaint.ts";
import { isObject, type JsonObject } from "./json-value.ts";

/** The largest image, in characters of its base64: the API counts these and not the bytes behind them. */
const imageLimit = 5 * 1024 * 1024;

/** How the files of each kind of image begin, in Latin-1. */
const imageSigns: Readonly<Record<string, (start: string) => boolean>> = {
  "image/png": (start) => start.startsWith("\x89PNG\r\n\x1a\n"),
  "image/jpeg": (start) => start.startsWith("\xff\xd8\xff"),
  "image/gif": (start) => /^GIF8[79]a/.test(start),
  "image/webp": (start) => /^RIFF.{4}WEBP/s.test(start),
};

/** Throws a Complaint where an image is none that the API takes. */
export function checkImage(block: JsonObject, role: string): void {
  checkRole(block, role);
  checkFields(block, ["type", "source", "cache_control", "transformations"]);
  const { data, mediaType } = readSource(block.source, "image");
  const isOfType = imageSigns[mediaType];
  if (!isOfType) {
    throw invalid(
      "image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
    );
  }
  if (data.length > imageLimit) {
    throw invalid(
      `image.source.base64: image exceeds 5 MB maximum: ${data.length} bytes > ${imageLimit} bytes`,
    );
  }
  if (!isOfType(startOf(data))) {
    throw invalid(`image.source.base64.data: Image does not match the provided media type ${mediaType}`);
  }
}

/** Throws a Complaint where a document is none that the API takes. */
export function checkDocument(block: JsonObject, role: string): void {
  checkRole(block, role);
  checkFields(block, ["type", "source", "title", "context", "citations", "cache_control"]);
  const { title } = block;
  if (title != null && (typeof title !== "string" || title.length === 0 || title.length > 500)) {
    throw invalid("document.title: String should have 1 to 500 characters");
  }
  const { data, mediaType } = readSource(block.source, "document");
  if (mediaType !== "application/pdf") {
    throw invalid("document.source.base64.media_type: Input should be 'application/pdf'");
  }
  if (!startOf(data).startsWith("%PDF-")) {
    throw invalid("document.source.base64.data: The PDF specified was not valid.");
  }
}

function checkRole({ type }: JsonObject, role: string): void {
  if (role !== "user") throw invalid(`\`${type}\` blocks are only allowed in user messages`);
}

function checkFields(block: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(block).find((field) => !known.includes(field));
  if (unknown !== undefined) throw invalid(`${block.type}.${unknown}: Extra inputs are not permitted`);
}

/** The base64 and the media type of a source. This server takes no URLs and no files of another API. */
function readSource(source: unknown, place: string): { readonly data: string; readonly mediaType: string } {
  if (!isObject(source)) throw invalid(`${place}.source: Field required`);
  const { type, data, media_type } = source;
  if (type !== "base64") {
    throw invalid(`${place}.source: Input tag '${type}' does not match any of the expected tags`);
  }
  if (typeof data !== "string" || data === "")
    throw invalid(`${place}.source.base64: ${place} cannot be empty`);
  // Node's decoder leaves out what is not base64 instead of refusing it.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(data) || data.length % 4 !== 0) {
    throw invalid(`${place}.source.base64.data: Invalid base64 data`);
  }
  return { data, mediaType: String(media_type) };
}

function startOf(data: string): string {
  return Buffer.from(data.slice(0, 64), "base64").toString("latin1");
}
