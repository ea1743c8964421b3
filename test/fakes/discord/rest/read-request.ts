import type { IncomingMessage } from "node:http";
import { parseBody } from "../../messages-server/received-request.ts";
import { DiscordError } from "./discord-error.ts";

/** A file that comes with a call. */
export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** What a request holds. */
export interface ReadBody {
  /** Parsed; undefined where there is none. */
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  /** Whether there is something that is no JSON. */
  readonly isBroken: boolean;
}

/** The bytes of a request. */
export async function readBytes(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads a body of JSON, or of parts with files in them. */
export async function parseRequest(bytes: Buffer<ArrayBuffer>, contentType: string): Promise<ReadBody> {
  if (bytes.length === 0) return { body: undefined, files: [], isBroken: false };
  if (!contentType.startsWith("multipart/form-data")) {
    const body = parseBody(bytes.toString("utf8"));
    return { body, files: [], isBroken: body === undefined };
  }
  const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  const files: UploadedFile[] = [];
  let body: unknown;
  for (const [name, value] of form) {
    if (name === "payload_json") body = parseBody(String(value));
    if (typeof value === "string") continue;
    files.push({
      name: value.name,
      contentType: value.type,
      content: Buffer.from(await value.arrayBuffer()),
    });
  }
  return { body, files, isBroken: false };
}

/** Refuses what could not be read. */
export function requireReadable({ isBroken }: ReadBody): void {
  if (isBroken) throw new DiscordError(50109);
}
