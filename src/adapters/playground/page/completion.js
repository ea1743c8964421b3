/**
 * @typedef {{words: string, usage: string, summary: string}} Command
 * What can stand after `/reverie`, what it takes, and what it is for, as the server tells.
 */

const commandStart = /^\/(?:reverie(?:\s+|$))?/;

/**
 * The command in what was typed, without its leading `/reverie` or `/`, or null where it is a message.
 *
 * @param {string} text
 */
export function commandIn(text) {
  if (!text.startsWith("/")) return null;
  return text.replace(commandStart, "").trim() || "help";
}

/**
 * The commands that what was typed could become, none once it is past the command's name.
 *
 * @param {string} text
 * @param {readonly Command[]} commands
 * @returns {Command[]}
 */
export function completionsOf(text, commands) {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const typed = text.replace(commandStart, "").toLowerCase();
  // While the word "reverie" itself is being typed, everything may still follow.
  const anything = "/reverie".startsWith(text);
  return commands.filter((command) => anything || command.words.startsWith(typed));
}

/** The typed text with the command in place of what was begun, ready for what the command takes. */
export function completed(text, command) {
  const start = text.startsWith("/reverie ") ? "/reverie " : "/";
  return `${start}${command.words}${command.usage ? " " : ""}`;
}

/** Whether what was typed is already that command, whole. */
export function isWhole(text, command) {
  return text.replace(commandStart, "").trim().toLowerCase() === command.words;
}
