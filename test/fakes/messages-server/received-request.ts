import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Complaint } from "./complaint.ts";

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body's exact text. */
  readonly text: string;
  /** The body parsed as JSON; undefined where it is none. */
  readonly body: unknown;
  /** Resolves once the connection is done with it: true when the response went out whole. */
  readonly over: Promise<boolean>;
}

/** Reads a body, and no more of it than the limit. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    // What is too much is read to its end all the same: a client listens only once it has sent all.
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  if (bytes > maxBytes) {
    throw new Complaint(413, "invalid_request_error", "Request exceeds the maximum size");
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The text as JSON, or undefined. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
