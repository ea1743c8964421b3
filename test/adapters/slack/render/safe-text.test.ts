import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeFallback } from "../../../../src/adapters/slack/render/safe-text.ts";
import { safeMarkdown } from "../../../../src/core/text/safe-markdown/safe-markdown.ts";
import { urlsInText } from "../../../fakes/slack/world/crawler.ts";
import { pingsInText } from "../../../fakes/slack/world/pings.ts";
import { writtenText } from "../../../fixtures/arbitrary-text.ts";
import {
  addresses,
  effectsOf,
  hostileMarkdown,
  hosts,
  linkForms,
  mentions,
  permalink,
} from "./hostile-markdown.ts";

const joiner = "\u2060";
const visible = (text: string) => text.replaceAll(joiner, "");

/** The shortest of a few runs in milliseconds: other programs of the machine slow single runs down. */
function quickest(run: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const before = performance.now();
    run();
    return performance.now() - before;
  });
  return Math.min(...times);
}

describe("safeMarkdown", () => {
  it.each(mentions)("E4: %s calls nobody and reads the same", (mention) => {
    for (const text of [
      mention,
      `a ${mention} b`,
      `\`${mention}\``,
      `\`\`\`\n${mention}\n\`\`\``,
      `[${mention}](x)`,
    ]) {
      expect(effectsOf(safeMarkdown(text, hosts)), text).toEqual([]);
    }
  });

  it.each(["<!channel>", "<@U0123456789>", "@everyone"])("E4: shows %s as it was", (mention) => {
    expect(safeMarkdown(mention, hosts)).not.toBe(mention);
    expect(visible(safeMarkdown(`Ask ${mention} now`, hosts))).toBe(`Ask ${mention} now`);
  });

  it.each(addresses)("E5: %s is fetched by nobody, however it is written", (address) => {
    for (const form of linkForms) {
      const text = form(address);
      expect(effectsOf(safeMarkdown(text, hosts)), text).toEqual([]);
    }
  });

  it("E4, E5: nothing that anybody could write calls or fetches", () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        expect(effectsOf(safeMarkdown(text, hosts))).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it("says the same again of what it made", () => {
    fc.assert(
      fc.property(fc.oneof(hostileMarkdown, writtenText), (text) => {
        expect(effectsOf(safeMarkdown(safeMarkdown(text, hosts), hosts))).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ["[click](https://evil.example/x)", "click (`https://evil.example/x`)"],
    ["![cat](https://evil.example/x.png)", "cat (`https://evil.example/x.png`)"],
    ["<https://evil.example/x>", "`https://evil.example/x`"],
    ["See https://evil.example/x, then.", "See `https://evil.example/x`, then."],
    ["(https://evil.example/a_(b))", "(`https://evil.example/a_(b)`)"],
    ["[https://evil.example](https://evil.example)", "`https://evil.example`"],
    [`[evil.example](${permalink})`, `evil.example (\`${permalink}\`)`],
    ["[x]: https://evil.example", "[x]: `https://evil.example`"],
    ["a ` b https://evil.example c", "a ` b ``https://evil.example`` c"],
    ["handlers[index](event)", "handlers[index](event)"],
    ["```\nopen", "```\nopen\n```"],
  ])("shows %j as %j", (text, shown) => {
    expect(visible(safeMarkdown(text, hosts))).toBe(shown);
  });

  it.each([
    ["a source", `Fridays [[1]](${permalink}), ${permalink}`],
    ["code in a line", "Run `curl https://evil.example/x` or ``a ` b``."],
    ["fenced code", "```sh\ncurl https://evil.example/x\n```\nDone."],
    ["a fence in a list", "1. Run:\n   ```sh\n   curl https://evil.example/x\n   ```\n2. Done."],
    ["Markdown", "# Head\n\n- *one* **two** ~~three~~\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"],
    ["names of files", "Node.js reads package.json and src/core/card.ts, e.g. a/b, 1.5/2, 3 < 4 & 5 > 2!"],
  ])("leaves %s as it is", (_, text) => {
    expect(safeMarkdown(text, hosts)).toBe(text);
  });

  it("E3: takes out what turns the direction and what no message can carry", () => {
    expect(safeMarkdown("a\u202eb\u2067c\0d\ud800e\r\nf\rg", hosts)).toBe("abcd\ufffde\nf\ng");
  });

  it("takes out nothing else that people wrote", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9 ,;äöü😀\n]{0,200}$/u), (text) => {
        expect(safeMarkdown(text, hosts)).toBe(text);
      }),
    );
  });

  it.each([
    ["backticks", "`"],
    ["runs of all lengths", ""],
    ["brackets", "["],
    ["targets", "]("],
    ["links without an end", "[]("],
    ["links without an end, closed once", "[]( "],
    ["angles", "<a:"],
    ["closed angles", "<a:>"],
    ["entities", "&#"],
    ["letters", "a"],
    ["dots", "a."],
    ["full stops", "."],
    ["schemes", "a:\\"],
    ["addresses", "https://a"],
    ["addresses in words", "https://a "],
    ["fences", "```\n"],
    ["lines", "` \n"],
    ["spaces", "  "],
    ["exclamations", "!["],
    ["crowds", "@channe"],
    ["digits", "1."],
    ["quotations", "> "],
  ])("is quick for 100,000 units of %s", (name, unit) => {
    const runs = Array.from({ length: 440 }, (_, length) => `${"`".repeat(length + 1)} `).join("");
    const text = name === "runs of all lengths" ? runs : unit.repeat(100_000 / unit.length);
    for (const each of [text, `${text})`, `${text}\n`]) {
      expect(quickest(() => safeMarkdown(each, hosts))).toBeLessThan(100);
      expect(quickest(() => safeFallback(each))).toBeLessThan(100);
    }
  });
});

describe("safeFallback", () => {
  it("E4, E5: nothing that anybody could write calls or fetches", () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const safe = safeFallback(text);
        const read = safe.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
        expect([...pingsInText(read, true), ...urlsInText(read)]).toEqual([]);
        expect(safe).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("escapes the three signs and reads the same", () => {
    expect(visible(safeFallback("a < b & c > https://x.example/y"))).toBe(
      "a &lt; b &amp; c &gt; https://x.example/y",
    );
  });
});
