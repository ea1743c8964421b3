import { createHash } from "node:crypto";

/** The signature that the server gives to thinking, and wants back with exactly this thinking. */
export function thinkingSignature(thinking: string): string {
  return createHash("sha256").update(thinking).digest("base64");
}
