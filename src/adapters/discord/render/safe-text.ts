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
const emptyMarks = /^[ \t>]*(?:[*+-]|\d+\.|#{1,3}|-#)?[ \t]*(?:[*+-]|\d+\.|#{1,3}|-#)[ \t]*$/mu;

/** Whether a backtick belongs neither to a fence on lines of its own nor to code within a line, or marks stand alone. */
function isDoubtful(text: string): boolean {
  const withoutCode = text.replace(fences, "").replace(spans, "");
  return withoutCode.includes("`") || emptyMarks.test(withoutCode);
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

/** The same to a reader, with every address broken that leads elsewhere, in code as well. */
function withoutForeign(text: string, hosts: AllowedHosts): string {
  const keepIfHome = (from: number, kept: string, broken: string) =>
    leadsToOneOf(hosts, text.slice(from)) ? kept : broken;
  return text.replace(
    /([a-z][a-z\d+.-]*:)(?=\\*\/)|\]\(|<(?=[a-z][a-z\d+.-]*:)/giu,
    (sign, scheme, at: number) => {
      const isScheme = scheme !== undefined;
      return keepIfHome(
        isScheme ? at : at + sign.length,
        sign,
        isScheme ? `${sign}${wordJoiner}` : `${sign.charAt(0)}${wordJoiner}${sign.slice(1)}`,
      );
    },
  );
}
