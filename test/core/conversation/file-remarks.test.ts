import { describe, expect, it } from "vitest";
import { unread } from "../../../src/core/conversation/file-content.ts";
import { fileRemarks } from "../../../src/core/conversation/file-remarks.ts";
import { askedFile, imageContent } from "../../fixtures/attached-file.ts";

describe("fileRemarks", () => {
  it("says what was not read and what was read in part, and nothing of the rest", () => {
    const files = [
      askedFile("plan.docx", unread("a kind of file that I cannot read")),
      askedFile("photo.png", imageContent),
      askedFile("big.csv", { kind: "text", text: "a", isCut: true }),
      askedFile("small.csv", { kind: "text", text: "a", isCut: false }),
    ];
    expect(fileRemarks(files)).toEqual([
      "Not read: plan.docx (a kind of file that I cannot read)",
      "Read in part: big.csv (its first 20000 characters)",
    ]);
    expect(fileRemarks(files.slice(1, 2))).toEqual([]);
  });

  it("stays short, however many files there are and whatever they are called", () => {
    const files = Array.from({ length: 40 }, () => askedFile(`x\n\u202e${"y".repeat(400)}`, unread("why")));
    const [remark = "", ...others] = fileRemarks(files);
    expect(others).toEqual([]);
    expect(remark).toMatch(/^Not read: x y{117}… \(why\), .*, and 35 more$/u);
    expect(remark.length).toBeLessThan(800);
  });
});
