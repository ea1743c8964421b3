import { createHmac, randomBytes } from "node:crypto";
import { StoreError } from "../errors.ts";
import type { WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { termSet } from "../text/similarity.ts";
import type { Candidate } from "./candidate.ts";

/** Makes the salted fingerprints of a change: one for each distinct term, and none that can be read back. */
export type Fingerprint = (change: Pick<Candidate, "change" | "memory" | "text">) => string[];

/** The fingerprints under one salt. A removal is known by the memory that it removes, not by its words. */
export function fingerprintWith(salt: string): Fingerprint {
  const print = printWith(salt);
  return ({ change, memory, text }) =>
    change === "remove" ? [print(`remove ${memory}`)] : [...termSet(text)].map(print);
}

function printWith(salt: string): (text: string) => string {
  return (text) => createHmac("sha256", salt).update(text).digest("base64url").slice(0, 16);
}

/** The workspace's own fingerprinting of changes. */
export async function fingerprintOf(parts: Parts, workspace: WorkspaceId): Promise<Fingerprint> {
  return fingerprintWith(await readSalt(parts, workspace));
}

/** The workspace's own fingerprint of a text, for what must be known again without being kept. */
export async function readPrint(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
): Promise<(text: string) => string> {
  return printWith(await readSalt(parts, workspace));
}

/** The salt is made at the first use and kept. */
async function readSalt(parts: Pick<Parts, "documents">, workspace: WorkspaceId): Promise<string> {
  const key = { workspace, kind: "salt", name: "" };
  const salt = (await parts.documents.get(key)) ?? (await makeSalt(parts, key));
  if (typeof salt !== "string") throw new StoreError("salt", new TypeError("The salt is not a text"));
  return salt;
}

async function makeSalt(
  parts: Pick<Parts, "documents">,
  key: { workspace: WorkspaceId; kind: string; name: string },
) {
  await parts.documents.add(key, randomBytes(24).toString("base64url"), null);
  return parts.documents.get(key);
}
