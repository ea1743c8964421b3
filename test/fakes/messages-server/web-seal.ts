import { createHash } from "node:crypto";

/** What the server calls encrypted in a search result or a citation: it wants back exactly what it gave for an address. */
export function webSeal(address: unknown): string {
  return createHash("sha256").update(`web ${address}`).digest("base64");
}
