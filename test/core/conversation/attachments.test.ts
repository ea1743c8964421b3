import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  admitFiles,
  fileBytesAtMost,
  filesAtMost,
  readAskedFiles,
} from "../../../src/core/conversation/attachments.ts";
import { fileKindOf, sizeLimits } from "../../../src/core/conversation/file-kind.ts";
import { PlatformError, ReverieError } from "../../../src/core/errors.ts";
import type { AttachedFile } from "../../../src/core/message.ts";
import type { Archive } from "../../../src/core/ports/platform.ts";
import { openHouse } from "../../doubles/house.ts";
import { attachedFile, bytesOf, signs } from "../../fixtures/attached-file.ts";
import { recordedMessage } from "../../fixtures/recorded-message.ts";
import { createMemoryPlatform, workspace } from "../../laws/memory-platform.ts";

const anyFile: fc.Arbitrary<AttachedFile> = fc.record({
  id: fc.string(),
  name: fc.constantFrom("a.png", "b.pdf", "c.txt", "d.docx", "e", ""),
  mediaType: fc.constantFrom("", "image/png", "application/pdf", "text/plain", "video/mp4"),
  sizeBytes: fc.oneof(fc.nat({ max: 30_000_000 }), fc.nat({ max: 10_000_000 }), fc.constant(0)),
});

describe("admitFiles", () => {
  it("reads no more than the limits of each file and of all, and says why of every other", () => {
    fc.assert(
      fc.property(fc.array(anyFile, { maxLength: 12 }), (files) => {
        const admitted = admitFiles(files);
        expect(admitted).toHaveLength(files.length);
        const read = files.filter((_file, index) => typeof admitted[index] === "string");
        expect(read.length).toBeLessThanOrEqual(filesAtMost);
        expect(read.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBeLessThanOrEqual(fileBytesAtMost);
        for (const [index, file] of files.entries()) {
          const admission = admitted[index];
          if (typeof admission !== "string") expect(admission?.why).toMatch(/\S/u);
          else expect([fileKindOf(file), file.sizeBytes <= sizeLimits[admission]]).toEqual([admission, true]);
        }
      }),
    );
  });

  it("passes over what would be too much together, and goes on with what still fits", () => {
    const sized = (name: string, sizeBytes: number) => ({ ...attachedFile(name), sizeBytes });
    const files = [sized("1.pdf", 9e6), sized("2.pdf", 9e6), sized("3.pdf", 9e6), sized("4.txt", 1e6)];
    const tooMuch = { kind: "unread", why: "I read at most 20 MB at once" };
    expect(admitFiles(files)).toEqual(["pdf", "pdf", tooMuch, "text"]);
  });

  it("passes over nothing that fits", () => {
    const small = fc.constantFrom("a.png", "b.pdf", "c.txt").map(attachedFile);
    fc.assert(
      fc.property(fc.array(small, { maxLength: filesAtMost }), (files) => {
        expect(admitFiles(files)).toEqual(files.map(fileKindOf));
      }),
    );
  });
});

function worldWith(fetchFile: Archive["fetchFile"]) {
  const house = openHouse({ now: 0 });
  onTestFinished(() => house.close());
  const { platform } = createMemoryPlatform(house.clock, () => undefined);
  const platforms = [{ ...platform, archive: { ...platform.archive, fetchFile } }];
  return { parts: { ...house.parts, platforms }, log: house.log };
}

const question = (...names: string[]) => recordedMessage("m1", { workspace, files: names.map(attachedFile) });
const noAbort = new AbortController().signal;

describe("readAskedFiles", () => {
  it("fetches all at once, and keeps their order", async () => {
    const waiting: (() => void)[] = [];
    const { parts } = worldWith(async (_workspace, { name }) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        // Nothing comes before everything was asked for.
        if (waiting.length === 3) for (const go of waiting.reverse()) go();
      });
      return bytesOf(name.endsWith(".png") ? signs.png : `words of ${name}`);
    });
    const files = await readAskedFiles(parts, [question("a.txt", "b.png"), question("c.md")], noAbort);
    expect(files.map(({ file, content }) => [file.name, content.kind])).toEqual([
      ["a.txt", "text"],
      ["b.png", "image"],
      ["c.md", "text"],
    ]);
  });

  it("asks the platform for nothing that it would not read", async () => {
    const asked: string[] = [];
    const { parts } = worldWith(async (_workspace, { name }) => {
      asked.push(name);
      return bytesOf("x");
    });
    const names = ["1.txt", "film.mp4", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt"];
    const files = await readAskedFiles(parts, [question(...names)], noAbort);
    expect(asked).toEqual(["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"]);
    expect(files.filter(({ content }) => content.kind === "unread")).toMatchObject([
      { file: { name: "film.mp4" }, content: { why: "a kind of file that I cannot read" } },
      { file: { name: "6.txt" }, content: { why: "I read at most 5 files at once" } },
    ]);
  });

  it("goes on without a file that the platform refuses, and logs the code without the name", async () => {
    const { parts, log } = worldWith(async (_workspace, { name }) => {
      if (name === "gone.txt") throw new PlatformError("The memory", "file-gone", true);
      return bytesOf("here");
    });
    const files = await readAskedFiles(parts, [question("gone.txt", "there.txt")], noAbort);
    expect(files.map(({ content }) => content)).toEqual([
      { kind: "unread", why: "I could not fetch it" },
      { kind: "text", text: "here", isCut: false },
    ]);
    expect(log.entries).toMatchObject([{ event: "file-not-fetched", fields: { code: "file-gone" } }]);
    expect(JSON.stringify(log.entries)).not.toContain("gone.txt");
  });

  it("takes no more bytes than were announced", async () => {
    const { parts } = worldWith(async () => bytesOf("x".repeat(101)));
    const [file] = await readAskedFiles(parts, [question("a.txt")], noAbort);
    expect(file?.content).toEqual({ kind: "unread", why: "it is larger than the platform said" });
  });

  it("does not hide a failure that is not the platform's", async () => {
    const failure = new ReverieError("A fault of our own");
    const { parts } = worldWith(() => Promise.reject(failure));
    await expect(readAskedFiles(parts, [question("a.txt")], noAbort)).rejects.toBe(failure);
  });

  it("A20: ends with the turn, also while a file is on its way", async () => {
    const { parts } = worldWith(() => new Promise<never>(() => undefined));
    const turn = new AbortController();
    const reading = readAskedFiles(parts, [question("a.txt")], turn.signal);
    const reason = new Error("stopped");
    turn.abort(reason);
    await expect(reading).rejects.toBe(reason);
    await expect(readAskedFiles(parts, [question("a.txt")], turn.signal)).rejects.toBe(reason);
  });
});
