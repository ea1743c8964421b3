import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeText } from "../../../../src/adapters/discord/render/safe-text.ts";
import { hosts, linkForms, permalink } from "../../slack/render/hostile-markdown.ts";
import { readDiscord } from "./discord-reader.ts";
import { discordAddresses, discordMentions, effectsIn, hostileForDiscord } from "./hostile-discord.ts";

// What would be read as an address in angle brackets is shown as code instead.
const words = (text: string) => text.replace(/[\u2060`<>]/gu, "");

describe("safeText", () => {
  it.each(discordMentions)("E4: %s calls nobody and reads the same", (mention) => {
    for (const text of [
      mention,
      `Ask ${mention}, please`,
      `\`${mention}\``,
      `**${mention}**`,
      `\\\`${mention}\``,
    ]) {
      expect(effectsIn(safeText(text, hosts)), text).toEqual([]);
      expect(words(safeText(text, hosts))).toBe(words(text));
    }
  });

  it.each(discordAddresses)("E5: %s is no link, however it is written", (address) => {
    for (const form of linkForms) {
      expect(effectsIn(safeText(form(address), hosts)), form(address)).toEqual([]);
    }
  });

  it("E4, E5: nothing that anybody could write calls or links", () => {
    fc.assert(
      fc.property(hostileForDiscord, (text) => {
        expect(effectsIn(safeText(text, hosts))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["a source", `Fridays [[1]](${permalink}), ${permalink}`],
    ["code in a line", "Run `curl https://evil.example/x` or ``a ` b``, **now** or _never_."],
    ["code with stars among bold words", "**Run** it:\n* `curl https://evil.example/*` or *not*"],
    ["fenced code", "Some_name:\n\n```sh\ncurl https://evil.example/x?a_b=**\n```\nDone."],
    ["a fence in a list", "1. Run:\n   ```sh\n   curl https://evil.example/x\n   ```\n2. Done."],
    ["Markdown", "# Head\n\n- *one* **two** ~~three~~\n\n> said\n"],
  ])("leaves %s as it is", (_, text) => {
    expect(safeText(text, hosts)).toBe(text);
  });

  it("links to the hosts that are allowed", () => {
    expect(readDiscord(safeText(`[[1]](${permalink}) ${permalink}`, hosts)).links).toEqual([
      permalink,
      permalink,
    ]);
  });

  it.each([
    ["backticks", "`"],
    ["stars", "*"],
    ["stars and words", "*a"],
    ["closed stars", "**a*"],
    ["underscores", "_a_"],
    ["brackets", "["],
    ["closed brackets", "[]"],
    ["links", "[]( "],
    ["targets", "]("],
    ["angles", "<a:/"],
    ["addresses", "https://a "],
    ["tildes", "~~"],
    ["bars", "||a"],
    ["quotations", "> "],
    ["items", "\n- "],
    ["numbers", "1. "],
    ["headings", "\n# "],
    ["fences", "```\n"],
    ["backslashes", "\\"],
    ["spaces", "  \n"],
  ])("is quick for a part of %s", (_, unit) => {
    for (const end of ["", " https://evil.example/ ](x:/", "`", "*"]) {
      const text = unit.repeat(1_800 / unit.length) + end;
      const before = performance.now();
      safeText(text, hosts);
      expect(performance.now() - before).toBeLessThan(500);
    }
  });
});
