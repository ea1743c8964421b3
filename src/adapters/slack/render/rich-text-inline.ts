import type { RichTextElement } from "@slack/types";
import type { Token } from "marked";
import { type AllowedHosts, isAllowed } from "../../../core/text/safe-markdown/addresses.ts";

interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
}

const added: Readonly<Record<string, Style>> = {
  strong: { bold: true },
  em: { italic: true },
  del: { strike: true },
};

/** The words of tokens of marked. Only links to the given hosts are links; all others are shown as code. */
export function inlineElements(
  tokens: readonly Token[],
  hosts: AllowedHosts,
  style: Style,
): RichTextElement[] {
  return tokens.flatMap((token) => elementsOf(token, hosts, style));
}

function elementsOf(token: Token, hosts: AllowedHosts, style: Style): RichTextElement[] {
  switch (token.type) {
    case "br":
      return words("\n", style);
    case "codespan":
      return words(token.text, { ...style, code: true });
    case "escape":
      return words(token.text, style);
    case "image":
      return foreign(token.text, token.href, style);
    case "link":
      return link(token.text, token.href, hosts, style);
    default:
      return token.type !== "link" && "tokens" in token && token.tokens
        ? inlineElements(token.tokens, hosts, { ...style, ...added[token.type] })
        : words(token.raw, style);
  }
}

function words(text: string, style: Style): RichTextElement[] {
  if (text === "") return [];
  return [Object.keys(style).length > 0 ? { type: "text", text, style } : { type: "text", text }];
}

function link(label: string, address: string, hosts: AllowedHosts, style: Style): RichTextElement[] {
  if (!isAllowed(address, hosts)) return foreign(label, address, style);
  const text = label === "" ? address : label;
  return [{ type: "link", url: address, text, ...(Object.keys(style).length > 0 ? { style } : {}) }];
}

function foreign(label: string, address: string, style: Style): RichTextElement[] {
  const target = words(address, { ...style, code: true });
  if (label === "" || label === address) return target;
  return [...words(`${label} (`, style), ...target, ...words(")", style)];
}
