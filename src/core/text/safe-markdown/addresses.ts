/** The hosts, in lower case, to which a link may lead. */
export type AllowedHosts = ReadonlySet<string>;

// An address that stays live ends its authority with a slash and holds only signs that every reader of an
// address takes for what they are, so that no two of them can disagree about the host.
const plainAddress = /^https:\/\/([a-z\d.-]+)\/[\w.\-/?=&%#+,]*$/u;

/** Whether the address leads to one of the hosts, whoever reads it. */
export function isAllowed(address: string, hosts: AllowedHosts): boolean {
  const [, host] = plainAddress.exec(address) ?? [];
  return host !== undefined && hosts.has(host);
}

// Backslashes may stand between, because readers of Markdown take them out.
const marks: readonly RegExp[] = [
  /:\\*\/\\*\//u,
  /(?:mailto|xmpp)\\*:/iu,
  /www\\*\./iu,
  /^\/\\*\/[\p{L}\p{N}]/u,
  // A domain with something behind it that could carry words away.
  /\.\p{L}{2,}\.?(?::\d+)?[/?#]/u,
];

/** Whether a word holds what some program would take for an address; a bare `node.js` is none. */
export function looksLikeAddress(word: string): boolean {
  return marks.some((mark) => mark.test(word));
}

/** Whether the label of a link reads as if it said where the link leads. */
export function namesAPlace(label: string): boolean {
  return looksLikeAddress(label) || /^\S+\.\p{L}{2,}$/u.test(label);
}

/** Whether what stands in the round brackets of a link leads somewhere, rather than being the words of a call. */
export function leadsSomewhere(target: string): boolean {
  return /[:.&%\\]|^[/#?]/u.test(target);
}

const trailing = new Set(".,;:!?'*_~}");

/** Where an address ends that is followed by the punctuation of its sentence. */
export function endOfAddress(address: string): number {
  let surplus = countOf(address, ")") - countOf(address, "(");
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    if (last === ")" && surplus > 0) surplus -= 1;
    else if (!trailing.has(last)) break;
  }
  return end === 0 ? address.length : end;
}

function countOf(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
