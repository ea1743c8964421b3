import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTextUnits, imageTypeOf, readContent } from "../../../src/core/conversation/file-content.ts";
import { sizeLimits } from "../../../src/core/conversation/file-kind.ts";
import { anyUnits, writtenText } from "../../fixtures/arbitrary-text.ts";
import { bytesOf, signs } from "../../fixtures/attached-file.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const kinds = fc.constantFrom("image" as const, "pdf" as const, "text" as const);

/** Bytes that begin like something, or like nothing at all. */
const anyBytes = fc
  .tuple(fc.constantFrom("", ...Object.values(signs)), fc.uint8Array({ maxLength: 40 }))
  .map(([sign, rest]) => Uint8Array.from([...bytesOf(sign), ...rest]));

describe("readContent", () => {
  it.each([
    ["image/png", signs.png],
    ["image/jpeg", signs.jpeg],
    ["image/gif", signs.gif],
    ["image/gif", "GIF87a"],
    ["image/webp", signs.webp],
  ])("knows %s by its first bytes, whatever it was called", (mediaType, sign) => {
    const data = bytesOf(`${sign}…`);
    expect(readContent("image", data)).toEqual({ kind: "image", mediaType, data });
  });

  it("reads nothing as what its bytes are not", () => {
    fc.assert(
      fc.property(kinds, anyBytes, (kind, data) => {
        const content = readContent(kind, data);
        if (content.kind === "image") expect(content.mediaType).toBe(imageTypeOf(data));
        if (content.kind === "pdf") expect(data.subarray(0, 5)).toEqual(bytesOf("%PDF-"));
        if (content.kind === "text")
          expect(encode(content.text).length).toBeGreaterThanOrEqual(data.length - 3);
        expect([kind, "unread"]).toContain(content.kind);
      }),
    );
    expect(readContent("image", bytesOf(signs.pdf)).kind).toBe("unread");
    expect(readContent("pdf", bytesOf(signs.png)).kind).toBe("unread");
    expect(readContent("text", bytesOf(signs.png)).kind).toBe("unread");
  });

  it("gives a text back as it was written, up to its limit", () => {
    fc.assert(
      fc.property(fc.oneof(writtenText, anyUnits), (written) => {
        const text = written.toWellFormed().replaceAll("\0", "");
        const content = readContent("text", encode(`.${text}`));
        expect(content).toEqual({ kind: "text", text: `.${text}`, isCut: false });
      }),
    );
  });

  it("cuts a long text, never inside a character", () => {
    for (const start of ["", "x"]) {
      const content = readContent("text", encode(start + "🚢".repeat(fileTextUnits)));
      expect(content).toMatchObject({ kind: "text", isCut: true });
      const text = content.kind === "text" ? content.text : "";
      expect(text).toMatch(/^x?🚢+$/u);
      expect(text.length).toBeGreaterThanOrEqual(fileTextUnits - 1);
      expect(text.length).toBeLessThanOrEqual(fileTextUnits);
    }
  });

  it.each([
    ["text", Uint8Array.of(0xff, 0xfe, 0x41, 0x00), "its content is not UTF-8 text"],
    ["text", encode("a\0b"), "its content is not UTF-8 text"],
    ["text", encode(" \n\t"), "there is no text in the file"],
    ["text", Uint8Array.of(), "the file is empty"],
    ["image", Uint8Array.of(), "the file is empty"],
    ["image", new Uint8Array(sizeLimits.image + 1), "larger than the 3.75 MB that I can read of this kind"],
    ["pdf", new Uint8Array(sizeLimits.pdf + 1), "larger than the 10 MB that I can read of this kind"],
  ] as const)("does not read %s of %o: %s", (kind, data, why) => {
    expect(readContent(kind, data)).toEqual({ kind: "unread", why });
  });

  it("leaves the mark of its encoding out of a text", () => {
    expect(readContent("text", encode("\ufeffname"))).toMatchObject({ text: "name" });
  });

  it("takes images that fit into the 5 MiB of base64 that the endpoint takes, and no larger ones", () => {
    expect(Math.ceil(sizeLimits.image / 3) * 4).toBe(5 * 1024 * 1024);
  });
});
