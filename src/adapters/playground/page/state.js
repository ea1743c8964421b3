/**
 * @typedef {import("./api.js").Message} Message
 * @typedef {{key: string, person: string, channel: string, thread: string | null, text: string,
 *   before: string[], failure: string | null}} Unsent
 * A message on its way. `before` are the messages that said the same already; `failure` is the sentence
 * to show where it did not arrive.
 * @typedef {{key: string, at: string, channel: string, message: string | null, label: string,
 *   command: string | null, list: string | null, after: string | null, text: string | null,
 *   card: import("./api.js").Card | null}} Answer
 * A private answer. `at` is the place on the page where it stands, `command` what it can be read anew
 * with, `list` the answer to read anew with it, and `after` the message that was the newest when it came:
 * at a conversation's foot, what is said later goes below.
 * @typedef {{status: "loading" | "ready" | "failed", library: import("./api.js").Library | null,
 *   reports: import("./api.js").Report[], text: string | null}} Reading
 * What was read of the memory; `text` says what went wrong where it could not be read.
 * @typedef {{status: "loading" | "ready" | "failed", dreams: import("./api.js").Dream[],
 *   text: string | null}} DreamHistory
 * The dreams in numbers; `text` says what went wrong where they could not be read.
 */

/** Memories as they are listed before anything was asked. */
export const noSearch = { text: "", audience: null, kind: null, sort: "newest" };

/** What the page knows before anything was read, for the person who looks at it. */
export function initialState(person, unsent) {
  return {
    person,
    connection: "connecting",
    loaded: false,
    workspace: { name: "Reverie" },
    model: null,
    commands: [],
    people: [],
    channels: [],
    /** @type {Message[]} */
    messages: [],
    channel: null,
    target: null,
    unread: {},
    /** @type {Unsent[]} */
    unsent,
    /** @type {Answer[]} */
    answers: [],
    dialog: null,
    toasts: [],
    sheet: null,
    docked: true,
    /** Whether the memory stands in the place of the conversation. */
    isMemoryPage: false,
    /** The section of the memory in view, the memory that is open there, and the dream that is read about. */
    section: "memories",
    opened: null,
    dream: null,
    search: noSearch,
    /** @type {Reading} */
    reading: { status: "loading", library: null, reports: [], text: null },
    /** What the command box was opened with; null while it is closed. */
    palette: null,
    /** @type {null | "asking" | "dreaming"} */
    dreaming: null,
    /** @type {DreamHistory} */
    dreamHistory: { status: "loading", dreams: [], text: null },
    replyTo: {},
    editing: null,
    insertion: null,
    removal: null,
    /** Rises when the person did something whose outcome shows at the foot. */
    acted: 0,
    announcement: "",
  };
}

/** The state as another person starts with it: nothing that the first one saw is left in it. */
export function asPerson(state, person) {
  const { workspace, model, commands, people, unsent, docked, section, isMemoryPage } = state;
  const kept = { workspace, model, commands, people, docked, section, isMemoryPage };
  return { ...initialState(person, unsent), ...kept };
}

/** The state with what the server told anew. */
export function withLoaded(state, loaded) {
  return {
    ...state,
    loaded: true,
    people: loaded.people,
    channels: loaded.channels,
    messages: loaded.messages,
    model: loaded.model ?? state.model,
    commands: loaded.commands ?? state.commands,
    workspace: loaded.workspace ?? state.workspace,
  };
}

/** The state with a message that came or changed. */
export function withMessage(state, message) {
  const index = state.messages.findIndex((known) => known.id === message.id);
  if (index >= 0) return { ...state, messages: state.messages.with(index, message) };
  const seen = message.channel === state.channel || message.author === state.person;
  const unread = seen
    ? state.unread
    : { ...state.unread, [message.channel]: (state.unread[message.channel] ?? 0) + 1 };
  return { ...state, messages: [...state.messages, message], unread };
}

/** The state without a message that was deleted. */
export function withoutMessage(state, id) {
  return {
    ...state,
    messages: state.messages.filter((message) => message.id !== id),
    editing: state.editing === id ? null : state.editing,
  };
}

/** The state with a channel in view and, where a link asked for it, one of its messages pointed out. */
export function withChannel(state, channel, message) {
  return {
    ...state,
    channel,
    sheet: null,
    isMemoryPage: false,
    editing: null,
    unread: { ...state.unread, [channel]: 0 },
    target: message === null ? null : { message, asked: (state.target?.asked ?? 0) + 1 },
  };
}

/** The state with a section of the memory in view in the place of the conversation, and one memory open where a link asked for it. */
export function withMemoryPage(state, { section, memory }) {
  return { ...state, sheet: null, isMemoryPage: true, section, opened: memory ?? state.opened };
}

/**
 * The state with a private answer in its place. In a channel's foot answers line up, at most five and
 * one for each command; anywhere else a new answer takes the place of the one before.
 */
export function withAnswer(state, answer) {
  const inFoot = answer.at === footOf(answer.channel);
  const others = state.answers.filter((known) =>
    inFoot ? known.at !== answer.at || known.label !== answer.label : known.at !== answer.at,
  );
  const inSameFoot = others.filter((known) => inFoot && known.at === answer.at);
  const crowded = new Set(inSameFoot.slice(0, -4));
  return { ...state, answers: [...others.filter((known) => !crowded.has(known)), answer] };
}

/** The state without a private answer and without those that stand inside it. */
export function withoutAnswer(state, key) {
  const inside = besideIn(key);
  return {
    ...state,
    answers: state.answers.filter((answer) => answer.key !== key && !answer.at.startsWith(inside)),
  };
}

/** The place of private answers at a conversation's foot. */
export function footOf(channel) {
  return `foot:${channel}`;
}

/** Where answers to the buttons of a message's card stand; the section's value follows. */
export function besideMessage(id) {
  return `message:${id}:`;
}

/** Where answers to the buttons inside a private answer stand; the section's value follows. */
export function besideIn(key) {
  return `answer:${key}:`;
}

/** Where answers to the buttons in a section of the memory stand; the button's value follows. */
export function besideShelf(section) {
  return `shelf:${section}:`;
}

/** The place of what the command box was answered. */
export const inPalette = "palette";

/** The messages on their way that the conversation does not show yet. */
export function unsentIn(state, channel) {
  return state.unsent.filter(
    (unsent) =>
      unsent.channel === channel &&
      unsent.person === state.person &&
      (unsent.failure !== null || !hasArrived(state.messages, unsent)),
  );
}

// The event with a new message may overtake the answer to the call that sent it.
function hasArrived(messages, unsent) {
  return messages.some(
    (message) =>
      message.author === unsent.person &&
      message.channel === unsent.channel &&
      (message.thread ?? null) === unsent.thread &&
      message.text === unsent.text &&
      !unsent.before.includes(message.id),
  );
}
