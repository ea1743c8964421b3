import { createHash } from "node:crypto";
import type { Piece } from "../ports/pieces.ts";

/** How many pieces of a kind there are, and a sum over all that is in them, whatever their order. */
export interface Count {
  readonly count: number;
  readonly sum: string;
}

/** Counts pieces, so that two stores can be compared. */
export class Tally {
  readonly #counts = new Map<Piece["kind"], { count: number; sum: bigint }>();

  add(piece: Piece): void {
    const before = this.#counts.get(piece.kind) ?? { count: 0, sum: 0n };
    const digest = createHash("sha256").update(canonical(piece)).digest();
    this.#counts.set(piece.kind, {
      count: before.count + 1,
      sum: BigInt.asUintN(64, before.sum + digest.readBigUInt64BE()),
    });
  }

  counts(): ReadonlyMap<Piece["kind"], Count> {
    return new Map(
      [...this.#counts].map(([kind, { count, sum }]) => [
        kind,
        { count, sum: sum.toString(16).padStart(16, "0") },
      ]),
    );
  }
}

/** A name for what was counted: the same as long as nothing of it changes but documents, which expire by themselves. */
export function nameOf(counts: ReadonlyMap<Piece["kind"], Count>): string {
  return JSON.stringify([...counts].filter(([kind]) => kind !== "document"));
}

/** JSON with the members of each object in the order of their names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
