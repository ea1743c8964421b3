/**
 * @typedef {{name: string, takes: string, hint: string}} Command
 * What can stand after `/reverie`, what it takes, and what it is for.
 */

/** @type {readonly Command[]} */
export const commands = [
  { name: "help", takes: "", hint: "What Reverie can do" },
  { name: "memory", takes: "", hint: "What it remembers here" },
  { name: "memory mine", takes: "", hint: "What it remembers about you" },
  { name: "memory channel", takes: "", hint: "What it remembers for this channel" },
  { name: "memory team", takes: "", hint: "What it remembers for the team" },
  { name: "remember", takes: "text", hint: "Keep one sentence" },
  { name: "forget", takes: "id", hint: "Forget a memory for good" },
  { name: "history", takes: "id", hint: "How a memory came to be" },
  { name: "undo", takes: "id", hint: "Take back the newest change of a memory" },
  { name: "review", takes: "", hint: "The proposals that wait for a verdict" },
  { name: "dream now", takes: "", hint: "Reread what was said and propose" },
  { name: "dream status", takes: "", hint: "When it dreams next" },
  { name: "dream why", takes: "", hint: "What it left out, and why" },
  { name: "dream preview", takes: "", hint: "What a dream would read and cost" },
  { name: "settings", takes: "", hint: "How it is set up here" },
  { name: "set", takes: "key value", hint: "Change one setting" },
  { name: "privacy", takes: "on, off, erase or export", hint: "What it may learn from you" },
  { name: "mute", takes: "", hint: "Stop asking you for verdicts" },
  { name: "unmute", takes: "", hint: "Ask you for verdicts again" },
  { name: "usage", takes: "", hint: "What answers and dreams have used" },
];

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
 * @returns {Command[]}
 */
export function completionsOf(text) {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const typed = text.replace(commandStart, "").toLowerCase();
  // While the word "reverie" itself is being typed, everything may still follow.
  const anything = "/reverie".startsWith(text);
  return commands.filter((command) => anything || command.name.startsWith(typed));
}

/** The typed text with the command in place of what was begun, ready for what the command takes. */
export function completed(text, command) {
  const start = text.startsWith("/reverie ") ? "/reverie " : "/";
  return `${start}${command.name}${command.takes ? " " : ""}`;
}

/** Whether what was typed is already that command, whole. */
export function isWhole(text, command) {
  return text.replace(commandStart, "").trim().toLowerCase() === command.name;
}
