/** U+2060: joins words, shows nothing, and breaks what a platform would read as a mention or as an address. */
export const wordJoiner = "\u2060";

const directionControls = /[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text without what has no place in a message: halves of surrogate pairs become U+FFFD, line ends become
 * `\n`, and control characters and those that turn the direction of writing are taken out.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/gu, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(directionControls, "");
}

/**
 * Text that is to be read as it is stored: only what no request can carry is taken out. Proposals have been
 * through the gates, so that nothing is left to take out of theirs.
 */
export function storedText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

// Slack: <!here>, <!subteam^S1>, <@U1>, <#C1>. Discord: <@1>, <@!1>, <@&1>, <#1>. Both: @everyone, @here.
const mention =
  /<(?=!(?:channel|here|everyone|group|subteam|date)|@[!&]?[a-z\d]|#[a-z\d])|@(?=channel|here|everyone)/giu;

/** The same to a reader, with every form of mention that Slack or Discord knows broken by a word joiner. */
export function withoutMentions(text: string): string {
  return text.replace(mention, `$&${wordJoiner}`);
}

/** The same to a reader, with what makes an address of a word broken by word joiners. */
export function brokenAddresses(text: string): string {
  return text
    .replace(/:(?=\\*\/)|\/(?=\\*\/)|\.(?=\p{L}{2})/gu, `$&${wordJoiner}`)
    .replace(/\b(?:mailto|www|xmpp)(?=[:.\\])/giu, `$&${wordJoiner}`);
}
