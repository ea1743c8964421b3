import { describe, expect, it } from "vitest";
import { fileKindOf } from "../../../src/core/conversation/file-kind.ts";

describe("fileKindOf", () => {
  it.each([
    ["photo.png", "image/png", "image"],
    ["photo", "IMAGE/JPEG", "image"],
    ["photo.webp", "", "image"],
    ["photo.GIF", "application/octet-stream", "image"],
    ["report.pdf", "application/pdf", "pdf"],
    ["report.PDF", "", "pdf"],
    ["report", "application/pdf; version=1.7", "pdf"],
    ["notes.txt", "text/plain; charset=utf-8", "text"],
    ["notes", "text/markdown", "text"],
    ["data", "application/vnd.api+json", "text"],
    ["data.json", "application/octet-stream", "text"],
    ["drawing.svg", "image/svg+xml", "text"],
    ["table.csv", "application/vnd.ms-excel", "text"],
    ["main.ts", "video/mp2t", "text"],
    ["Dockerfile", "", "text"],
    [".env", "", "text"],
  ])("takes %j of type %j as %s", (name, mediaType, kind) => {
    expect(fileKindOf({ name, mediaType })).toBe(kind);
  });

  it.each([
    ["plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["photo.heic", "image/heic"],
    ["photo.png", "image/heic"],
    ["talk.mp4", "video/mp4"],
    ["archive.zip", "application/zip"],
    ["archive.zip", ""],
    ["", ""],
    ["png", "application/zip"],
  ])("reads no %j of type %j", (name, mediaType) => {
    expect(fileKindOf({ name, mediaType })).toBeUndefined();
  });
});
