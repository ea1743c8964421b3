import * as fc from "fast-check";
import type { DiscordMessageBody } from "../../../../src/adapters/discord/render/discord-message-body.ts";
import { urlsInText } from "../../../fakes/discord/world/crawler.ts";
import { addresses, hostileMarkdown, hosts, mentions } from "../../slack/render/hostile-markdown.ts";
import { textsOf } from "./body-faults.ts";
import { readDiscord } from "./discord-reader.ts";

/** What Discord reads as something else than words, beside what Slack does. */
export const discordMentions = [
  ...mentions,
  "<@123456789012345678>",
  "<@!123456789012345678>",
  "<@&123456789012345678>",
  "<#123456789012345678>",
  "@here",
  "</reverie review:123456789012345678>",
  "<id:customize>",
];

/** Addresses in forms that Discord alone takes for one. */
export const discordAddresses = [
  ...addresses,
  "steam://run/1",
  "<https://evil.example/x>",
  "<steam://evil.example/x>",
  "[a](<https://evil.example/x> 'title')",
  "a ` b\n\n`https://evil.example/x` c",
  "**x `** https://evil.example/x `",
  "- a `\n- b https://evil.example/x `",
  "> a `\nb https://evil.example/x `",
  "`a\\` https://evil.example/x `",
  "**a\n```\n** https://evil.example/x\n```",
  "||a ``||`` https://evil.example/x ``",
  "# a `\nhttps://evil.example/x `",
  "-# a `\nhttps://evil.example/x `",
  "~~~\nhttps://evil.example/x\n~~~",
  "````\n```\nhttps://evil.example/x\n````",
  "| `a | https://evil.example/x` |\n|---|---|\n| [b](https://evil.example/x) | c |",
];

/** Hostile pieces with those that only Discord reads. */
export const hostileForDiscord = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: hostileMarkdown },
      { weight: 1, arbitrary: fc.constantFrom(...discordMentions, ...discordAddresses) },
      { weight: 2, arbitrary: fc.constantFrom("**", "||", "~~", "__", "`", "``", "```", "\\", "> ", "-# ") },
      { weight: 1, arbitrary: fc.constantFrom("\n", "\n\n", " ", "\n- ", "\n1. ", "\n# ", "\n>>> ") },
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(""));

/** Whom a text would ping and where its links would lead people, by the model of Discord's reader. */
export function effectsIn(text: string): string[] {
  const { links, mentions } = readDiscord(text);
  const pings = mentions.filter((each) => /^<[@#]|^@/u.test(each));
  return [...pings, ...links.filter((link) => !leadsHome(link))];
}

/** The same for all texts of a body, and what Discord would look at to show a preview, were it not told not to. */
export function effectsOf(body: DiscordMessageBody): string[] {
  const urls = textsOf(body).flatMap(urlsInText);
  return [...textsOf(body).flatMap(effectsIn), ...urls.filter((url) => !leadsHome(url))];
}

function leadsHome(link: string): boolean {
  const [, host = ""] = /^https:\/\/([^/]*)\//u.exec(link) ?? [];
  return hosts.has(host);
}
