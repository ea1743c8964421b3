import type { MemoryId } from "../../ids.ts";
import { type Book, type Change, currentChange, memoryState } from "../../memory.ts";

/** The newest change of a memory that stands in the book, live or suspended; undefined for a removed one. */
export function findMemory(id: MemoryId | null, book: Book | undefined): Change | undefined {
  const memory = book?.memories.find((candidate) => candidate.id === id);
  return memory && memoryState(memory) !== "removed" ? currentChange(memory) : undefined;
}

/** The same of one that is in use. */
export function findLiveMemory(id: MemoryId | null, book: Book | undefined): Change | undefined {
  const memory = book?.memories.find((candidate) => candidate.id === id);
  return memory && memoryState(memory) === "live" ? currentChange(memory) : undefined;
}

/** The newest changes of all memories that stand in the books. */
export function standing(books: readonly Book[]): Change[] {
  return books.flatMap((book) =>
    book.memories.flatMap((memory) => {
      const change = memoryState(memory) === "removed" ? undefined : currentChange(memory);
      return change ? [change] : [];
    }),
  );
}
