import { dayKey, dayLabel, instantOf } from "./time.js";

/**
 * @typedef {import("./api.js").Message} Message
 * @typedef {{root: Message, replies: Message[]}} Thread
 * @typedef {{key: string, label: string, threads: Thread[]}} Day
 */

const sameBreathMs = 5 * 60 * 1000;

/**
 * The messages of a channel as threads, in the order in which the threads began. A reply whose root was
 * deleted stands at the root of what is left.
 *
 * @param {readonly Message[]} messages in the order said
 * @param {string} channel
 * @returns {Thread[]}
 */
export function threadsOf(messages, channel) {
  /** @type {Map<string, Thread>} */
  const threads = new Map();
  for (const message of messages) {
    if (message.channel !== channel) continue;
    const key = message.thread ?? message.id;
    const thread = threads.get(key);
    if (thread) thread.replies.push(message);
    else threads.set(key, { root: message, replies: [] });
  }
  return [...threads.values()];
}

/**
 * Threads grouped by the local day on which they began.
 *
 * @param {readonly Thread[]} threads
 * @param {number} nowMs
 * @returns {Day[]}
 */
export function daysOf(threads, nowMs) {
  /** @type {Day[]} */
  const days = [];
  for (const thread of threads) {
    const at = instantOf(thread.root.at);
    const key = dayKey(at);
    const last = days.at(-1);
    if (last?.key === key) last.threads.push(thread);
    else days.push({ key, label: dayLabel(at, nowMs), threads: [thread] });
  }
  return days;
}

/**
 * Whether a message goes on from the one above it, so that it needs no name and picture of its own.
 *
 * @param {Message | undefined} above
 * @param {Message} message
 */
export function goesOn(above, message) {
  if (!above || above.card || message.card || above.author !== message.author) return false;
  return instantOf(message.at) - instantOf(above.at) < sameBreathMs;
}

/** The message that a thread hangs on: the message itself when it is in none. */
export function threadOf(message) {
  return message.thread ?? message.id;
}
