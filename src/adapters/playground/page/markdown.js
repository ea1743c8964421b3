import createPurifier from "dompurify";
import { Marked } from "marked";
import { safeLink } from "./route.js";

const tags = [
  ...["a", "b", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "mark"],
  ...["ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"],
];

const purifier = createPurifier(window);
purifier.addHook("afterSanitizeAttributes", (element) => {
  if (element.nodeName !== "A") return;
  const link = safeLink(element.getAttribute("href") ?? "");
  if (!link) return element.removeAttribute("href");
  element.setAttribute("href", link.href);
  if (!link.external) return;
  element.setAttribute("target", "_blank");
  element.setAttribute("rel", "noopener noreferrer");
});

/** A name after an @ that does not stand inside a word, so that no e-mail address looks like a mention. */
const mention = {
  name: "mention",
  level: "inline",
  start: (source) => {
    const match = /(?<![\w.])@[a-z]/i.exec(source);
    return match?.index;
  },
  tokenizer: (source) => {
    const match = /^@[a-z][\w-]*/i.exec(source);
    return match ? { type: "mention", raw: match[0] } : undefined;
  },
  renderer: (token) => `<mark>${escapeHtml(token.raw)}</mark>`,
};

const renderer = {
  // Headings inside an answer stay below the page's own in the outline.
  heading({ tokens, depth }) {
    const level = Math.min(depth + 2, 6);
    return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
  },
  html: ({ text }) => escapeHtml(text),
  // Pictures are never fetched: a picture's address could carry what was said to somebody else's server.
  image: ({ href, text }) => `<a href="${escapeHtml(href)}">${escapeHtml(text || "picture")}</a>`,
  checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
};

const marked = new Marked({ gfm: true, breaks: true, extensions: [mention], renderer });

/** Reverie's Markdown as HTML that is safe to insert. */
export function answerHtml(text) {
  return sanitize(marked.parse(text));
}

/** What a person typed as safe HTML: code, emphasis, links and mentions, and otherwise as it stands. */
export function saidHtml(text) {
  return sanitize(marked.parseInline(text));
}

/** The words of a Markdown text alone, for a screen reader. */
export function plainWords(text) {
  const holder = document.createElement("template");
  holder.innerHTML = answerHtml(text);
  return (holder.content.textContent ?? "").replace(/\s+/g, " ").trim();
}

function sanitize(dirty) {
  return purifier.sanitize(dirty, { ALLOWED_TAGS: tags, ALLOWED_ATTR: ["href", "title", "start", "align"] });
}

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
