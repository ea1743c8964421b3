import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { wordJoiner } from "../../../core/text/safe-markdown/clean-text.ts";
import { safeMarkdown } from "../../../core/text/safe-markdown/safe-markdown.ts";
import { liveAddresses } from "./live-addresses.ts";

/**
 * Markdown as Discord reads it that pings nobody and links only to the given hosts. Discord does not agree with
 * other readers about what is code: an address in code is left as it is only where there can be no doubt that
 * it is code to Discord too. A fence that is open at the end is closed.
 */
export function safeText(markdown: string, hosts: AllowedHosts): string {
  const text = safeMarkdown(markdown, hosts);
  const isSettled = !mayLink(text) || (!isDoubtful(text) && !linksElsewhere(text, hosts));
  return isSettled ? text : withoutForeign(text, hosts);
}

function mayLink(text: string): boolean {
  return /:\\*\/|\]\(/u.test(text);
}

const fences = /^[ \t]*```[^`\n]*\n(?=\s*[^\s`])(?:[^`]|`(?!``))*?^[ \t]*```[ \t]*$/gmu;
const spans = /(?<![`\\])(?:`[^`\n]+`|``(?:[^`\n]|`(?!`))+``)(?!`)/gu;

// Marks that stand alone in a line or behind white space: readers of Discord's Markdown disagree about them.
const oddMarks =
  /^[ \t>]*(?:[*+-]|\d+\.|#{1,3}|-#)?[ \t]*(?:[*+-]|\d+\.|#{1,3}|-#)[ \t]*$|^[ \t]+(?:-#|#{1,3})[ \t]/mu;

/** Signs that begin outside of code what they may end inside of it, with their pairs that stand outside alone. */
const twins = [
  { inside: /\*/u, outside: /\*/u, pairs: /(\*{1,3})[^*\s](?:[^*\n]*[^*\s])?\1(?!\*)|^[ \t>]*\*[ \t]/gmu },
  { inside: /_(?!\w)/u, outside: /_/u, pairs: /\b(_{1,3})[^_\s](?:[^_\n]*[^_\s])?\1\b/gu },
  { inside: /~~/u, outside: /~~/u, pairs: /~~[^~\n]+~~(?!_)/gu },
  { inside: /\|\|/u, outside: /\|\|/u, pairs: /\|\|[^|\n]+\|\|/gu },
];

/**
 * Whether Discord may take for something else what looks like code: a backtick belongs neither to a fence on
 * lines of its own nor to code within a line, marks are odd, or a sign outside may find its twin inside.
 */
function isDoubtful(text: string): boolean {
  const code: string[] = [];
  const withoutCode = [fences, spans].reduce((rest, form) => {
    code.push(...(rest.match(form) ?? []));
    return rest.replace(form, "x");
  }, text);
  if (withoutCode.includes("`") || oddMarks.test(withoutCode)) return true;
  const linking = code.filter(mayLink);
  return twins.some(
    ({ inside, outside, pairs }) =>
      linking.some((each) => inside.test(each)) && outside.test(withoutCode.replace(pairs, "")),
  );
}

function linksElsewhere(text: string, hosts: AllowedHosts): boolean {
  const live = liveAddresses(text);
  if (!live) return true;
  const targets = live.labelled.filter((target) => /^[<\s]*[a-z][a-z\d+.-]*\\?:/iu.test(target));
  return [...live.bare, ...targets].some((address) => !leadsToOneOf(hosts, address));
}

/** Nothing behind the slash that ends its host can lead an address elsewhere. */
function leadsToOneOf(hosts: AllowedHosts, address: string): boolean {
  const [, host] = /^https:\/\/([a-z\d.-]+)\//u.exec(address) ?? [];
  return host !== undefined && hosts.has(host);
}

const signsOfAddress = /[a-z][a-z\d+.-]*:(?=\\*\/)|\]\(|<(?=[a-z][a-z\d+.-]*:)/giu;

/** The same to a reader, with every address broken that leads elsewhere, in code as well. */
function withoutForeign(text: string, hosts: AllowedHosts): string {
  return text.replace(signsOfAddress, (sign, at: number) => {
    const isScheme = sign.endsWith(":");
    const leadsHome = leadsToOneOf(hosts, text.slice(isScheme ? at : at + sign.length));
    if (leadsHome) return sign;
    return isScheme ? `${sign}${wordJoiner}` : `${sign.charAt(0)}${wordJoiner}${sign.slice(1)}`;
  });
}
