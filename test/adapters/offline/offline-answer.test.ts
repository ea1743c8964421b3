import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { offlineAnswer } from "../../../src/adapters/offline/offline-answer.ts";
import type { Material, PromptBlock } from "../../../src/core/ports/model.ts";

const block = (kind: PromptBlock["kind"], ...material: Material[]): PromptBlock => ({
  kind,
  text: "",
  material,
});
const material = (number: number, by: string, text: string): Material => ({ number, by, text });

const nothingFound = /^I find nothing about this in what I may read here\./u;

describe("offlineAnswer", () => {
  it("quotes what is remembered and what was said, with the number of each", () => {
    const blocks = [
      block("memories", material(1, "for the team", "Releases are cut on Mondays.")),
      block(
        "found",
        material(2, "Ben", "The release went out on Monday\nat noon."),
        material(3, "Ana", "Lunch!"),
      ),
    ];
    expect(offlineAnswer({ blocks, asked: "When are releases?" })).toBe(
      "What is remembered about this:\n- Releases are cut on Mondays. [1]\n\nWhat was said about this:\n- Ben: “The release went out on Monday at noon.” [2]",
    );
  });

  it("says so where it finds nothing, and what it is", () => {
    const blocks = [block("memories", material(1, "for the team", "Lunch is at noon."))];
    expect(offlineAnswer({ blocks, asked: "When are releases?" })).toMatch(nothingFound);
    expect(offlineAnswer({ blocks: [], asked: "When?" })).toContain("offline model");
  });

  it("names what is attached, quotes what of it is text, and goes on with what it knows", () => {
    const blocks = [
      block("memories", material(1, "for the team", "Releases are cut on Mondays.")),
      block("files", material(2, "notes.txt", "first line\n  second line"), material(3, "photo.png", "")),
    ];
    const attached =
      "What is attached:\n- notes.txt: “first line second line” [2]\n- photo.png: the offline model cannot look into it [3]";
    expect(offlineAnswer({ blocks, asked: "Look at what is attached." })).toBe(attached);
    expect(offlineAnswer({ blocks, asked: "When are releases?" })).toBe(
      `${attached}\n\nWhat is remembered about this:\n- Releases are cut on Mondays. [1]`,
    );
  });

  it("quotes neither Reverie nor a question", () => {
    const blocks = [
      block(
        "talk",
        material(1, "Reverie", "Releases are on Fridays."),
        material(2, "Ana", "When are releases?"),
      ),
    ];
    expect(offlineAnswer({ blocks, asked: "When are releases?" })).toMatch(nothingFound);
  });

  it("tells what was missed: the newest fifteen, and of how many", () => {
    const missed = Array.from({ length: 20 }, (_, index) => material(index + 1, "Ana", `news ${index + 1}`));
    const lines = offlineAnswer({ blocks: [block("missed", ...missed)], asked: "catch me up" }).split("\n");
    expect(lines[0]).toBe("What was said here (the last 15 of 20 messages):");
    expect(lines).toHaveLength(16);
    expect(lines.at(-1)).toBe("- Ana: “news 20” [20]");
    const one = offlineAnswer({
      blocks: [block("missed", material(1, "Ana", "news"))],
      asked: "catch me up",
    });
    expect(one).toBe("What was said here (1 message):\n- Ana: “news” [1]");
  });

  it("gives the same answer to the same question, and cites only numbers that it was given", () => {
    const words = fc.array(fc.constantFrom("release", "monday", "lunch", "river", "when?"), { maxLength: 6 });
    const kinds = fc.constantFrom<PromptBlock["kind"]>("memories", "found", "talk", "missed", "instructions");
    const blocks = fc
      .array(fc.tuple(kinds, words), { maxLength: 10 })
      .map((list) =>
        list.map(([kind, said], index) => block(kind, material(index + 1, "Ana", said.join(" ")))),
      );
    fc.assert(
      fc.property(blocks, words, (given, asked) => {
        const request = { blocks: given, asked: asked.join(" ") };
        const answer = offlineAnswer(request);
        expect(offlineAnswer(request)).toBe(answer);
        const quotable = given.filter(({ kind }) => kind !== "instructions").flatMap((each) => each.material);
        const lines = answer.split("\n").filter((line) => line.startsWith("- "));
        if (!answer.startsWith("What was said here")) expect(lines.length).toBeLessThanOrEqual(6);
        for (const line of lines) {
          const cited = quotable.find(({ number }) => line.endsWith(` [${number}]`));
          expect(cited && line).toContain(cited?.text.trim() ?? "");
        }
      }),
    );
  });
});
