import * as fc from "fast-check";
import type { Token } from "marked";
import { markdownTokens } from "../../../../src/core/text/markdown-tokens.ts";
import { isObject } from "../../../fakes/messages-server/json-value.ts";
import { urlsInText } from "../../../fakes/slack/world/crawler.ts";
import { teamUrl } from "../../../fakes/slack/world/identity.ts";
import { pingsInText } from "../../../fakes/slack/world/pings.ts";

/** The host of the fake workspace, where links may lead. */
const teamHost = new URL(teamUrl).host;
export const hosts: ReadonlySet<string> = new Set([teamHost]);

/** A link to a message of the workspace, as sources are linked. */
export const permalink = `https://${teamHost}/archives/C1/p1700000000000100?thread_ts=1.2&cid=C1`;

/** Every form of calling people that Slack knows. */
export const mentions = [
  "<!channel>",
  "<!here>",
  "<!everyone|everyone>",
  "<!CHANNEL>",
  "<!subteam^S0123456789>",
  "<!subteam^S0123456789|@team>",
  "<!date^1392734382^{date}^https://evil.example/|x>",
  "<@U0123456789>",
  "<@W0123456789|bo>",
  "<#C0123456789|general>",
  "@channel",
  "@Here",
  "@everyone",
];

/** Addresses of somebody else in every disguise that a reader of Markdown could see through. */
export const addresses = [
  "https://evil.example/?secret=1",
  "HTTPS://evil.example/x",
  "http://evil.example",
  "ftp://evil.example/x",
  "www.evil.example/x",
  "mailto:a@evil.example",
  "//evil.example/x",
  "evil.example/?secret=1",
  `https://evil.example/https://${teamHost}/`,
  `https://${teamHost}@evil.example/`,
  `https://${teamHost}.evil.example/`,
  `https://${teamHost}\\@evil.example/`,
  `https://${teamHost}"@evil.example/`,
  `https://${teamHost}[@evil.example/`,
  `https://${teamHost}:443@evil.example/`,
  `https://${teamHost}\t.evil.example/`,
  "https:\\//evil.example/x",
  "https\\://evil.example/x",
  "https&#58;//evil.example/x",
  "https&colon;//evil.example/x",
  "h&#116;tps://evil.example/x",
  "https://xn--e1awd7f.example/",
  "https://éxample.example/x",
  "https://evil.example/a_(b)",
];

/** Ways to write a link with an address. */
export const linkForms: readonly ((address: string) => string)[] = [
  (address) => address,
  (address) => `<${address}>`,
  (address) => `<${address}|label>`,
  (address) => `[label](${address})`,
  (address) => `[label](<${address}>)`,
  (address) => `[label](${address} "title")`,
  (address) => `[${permalink}](${address})`,
  (address) => `![image](${address})`,
  (address) => `[![image](${address})](${permalink})`,
  (address) => `[label]: ${address}\n\n[label]`,
  (address) => `[a\nb](${address})`,
  (address) => `[a](\n${address})`,
  (address) => `<a href="${address}">label</a>`,
  (address) => `<img src="${address}">`,
  (address) => `a \` b ${address} c`,
  (address) => `a \` b\n\`${address}\` c`,
  (address) => `- a \`\n- ${address} \``,
  (address) => `| \` | ${address} \` |\n|---|---|\n| \` | ${address} \` |`,
  (address) => `\`a\\\` ${address} \``,
  (address) => `\\\`${address}\``,
  (address) => `[a](https://x/\`) ${address} \``,
  (address) => `- \`\`\`\n${address}`,
  (address) => `- a\n  \`\`\`\n${address}`,
  (address) => `text\n    \`\`\`\n    ${address}`,
  (address) => `> \`\`\`\n${address}`,
  (address) => `\`\`\`\nx\n\`\`\`\n${address}`,
  (address) => `a \`\`\` b\n\n\`\`\`\n${address}\n\`\`\``,
  (address) => `\`x\`${address}\`y\``,
  (address) => `\\[[1]](${permalink})${address}(${address}`,
  (address) => `![\`\`\`](${address})\`\`\``,
  (address) => `${permalink}\`${address}\``,
  (address) => `\`|\`\`.\`${address}\`\``,
  (address) => `[\n\`\`\`\n]:x\n${address}`,
];

/** Pieces that a hostile text is made of, in any order. */
export const hostileMarkdown = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...addresses) },
      { weight: 3, arbitrary: fc.constantFrom(...mentions) },
      { weight: 1, arbitrary: fc.constantFrom(permalink, `[[1]](${permalink})`) },
      {
        weight: 8,
        arbitrary: fc.constantFrom(
          ..."` `` ``` ~~~ [ ] ( ) ]( ]: ![ < > ! \\ | & @ * _ ~ # + - : / . \" '".split(" "),
        ),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom("\n", "\n\n", "\n```\n", "\n> ", "\n- ", "\n  ", "\n    ", "\t", " "),
      },
      { weight: 3, arbitrary: fc.stringMatching(/^[a-z]{1,6}$/) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("\u202e", "\0", "\r", "\r\n", "\u00a0", "😀", "\ud800", "\udc00"),
      },
    ),
    { maxLength: 40, size: "max" },
  )
  .map((pieces) => pieces.join(""));

/** Every live address that a reader of Markdown (CommonMark with GitHub's additions) finds, and all HTML. */
export function liveByMarked(text: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isObject(value)) {
      const token = value as unknown as Token;
      if (token.type === "html") found.push(token.raw);
      if ((token.type === "link" && !isEmail(token)) || token.type === "image") found.push(token.href);
      Object.values(value).forEach(visit);
    }
  };
  visit(markdownTokens(text) ?? []);
  return found.filter((address) => !address.startsWith(`https://${teamHost}/`));
}

// An address of mail is fetched by nobody.
function isEmail(token: Token): boolean {
  return token.type === "link" && token.href === `mailto:${token.text}`;
}

/** What a Markdown text would do if Slack showed it: who is called, what is fetched. */
export function effectsOf(text: string): unknown[] {
  const urls = [...liveByMarked(text), ...urlsInText(text)];
  return [...pingsInText(text, true), ...urls];
}
