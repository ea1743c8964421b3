import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkCitations } from "../../../src/core/conversation/citations.ts";
import { withPagesRead, withSource } from "../../../src/core/conversation/web-sources.ts";
import { safeMarkdown } from "../../../src/core/text/safe-markdown/safe-markdown.ts";

const news = "https://example.com/news?year=2026";
const alone = (text: string) => text;

describe("the source of words from the web", () => {
  it("stands behind them as a link, and the next time as its host alone", () => {
    const once = withSource(alone, "It is out", news);
    expect(once).toBe("It is out [[example.com]](https://example.com/news?year=2026)");
    expect(withSource(alone, `${once}. It is good`, news)).toBe(`${once}. It is good [example.com]`);
    expect(withSource((text) => `${once}\n\n${text}`, "It is good", news)).toBe("It is good [example.com]");
  });

  it("shows host and address to everybody and opens nothing where foreign links are not followed", () => {
    const shown = safeMarkdown(withSource(alone, "It is out", news), new Set(["example.slack.com"]));
    expect(shown.replaceAll("\u2060", "")).toBe(
      "It is out [example.com] (`https://example.com/news?year=2026`)",
    );
  });

  it.each([
    ["javascript:alert(1)"],
    ["file:///etc/passwd"],
    ["https://example.com@evil.example/"],
    ["https://user:key@example.com/"],
    ["/news"],
    [""],
  ])("is none at %j", (address) => {
    expect(withSource(alone, "It is out", address)).toBe("It is out");
    expect(withPagesRead("It is out", [address])).toBe("It is out");
  });

  it("is none without words", () => {
    expect(withSource(alone, " \n", news)).toBe(" \n");
  });

  it("names the host as it is, and of an endless address nothing else", () => {
    expect(withSource(alone, "a", "https://exаmple.com/")).toContain(
      "[[xn--exmple-4nf.com]](https://xn--exmple-4nf.com/)",
    );
    expect(withSource(alone, "a", `https://example.com/${"b".repeat(600)}`)).toBe(
      "a [[example.com]](https://example.com/)",
    );
  });

  it("is one whole link, whatever the address holds", () => {
    const path = fc.string({ unit: fc.constantFrom(..."()[]|`<>\\*_ ab!#?&%\n".split("")), maxLength: 30 });
    fc.assert(
      fc.property(path, (rest) => {
        const text = withSource(alone, "It is out", `https://example.com/${rest}`);
        expect(text).toMatch(
          /^It is out \[\[example\.com\]\]\(https:\/\/example\.com\/[^\s()[\]|`<>\\]*\)$/u,
        );
        expect(linkCitations(text, () => "#/m1")).toBe(text);
      }),
    );
  });
});

describe("the pages that were read", () => {
  it("stand below the answer, those apart that it links already", () => {
    const text = withSource(alone, "It is out", news);
    expect(withPagesRead(text, [news])).toBe(text);
    const other = "https://other.example/page";
    expect(withPagesRead(text, [other, news, other])).toBe(
      `${text}\n\nRead on the web: [[other.example]](https://other.example/page)`,
    );
    expect(withPagesRead("None.", [])).toBe("None.");
  });
});
