const key = "reverie.guide";

/**
 * How far a newcomer has come through the three steps of the story.
 *
 * @param {readonly import("./api.js").Message[]} messages
 * @param {readonly import("./api.js").Channel[]} channels
 */
export function progressOf(messages, channels) {
  const direct = new Set(
    channels.filter((channel) => channel.reach === "direct").map((channel) => channel.id),
  );
  const digests = messages.filter((message) => message.author === "reverie" && message.card);
  return {
    hasAsked: messages.some((message) => message.author !== "reverie" && isAsked(message, direct)),
    digest: digests.at(-1) ?? null,
    hasApproved: digests.some((message) => message.card?.sections.some(canBeUndone)),
  };
}

function isAsked(message, direct) {
  return direct.has(message.channel) || /@reverie\b/i.test(message.text);
}

// Only what was decided can be undone.
function canBeUndone(section) {
  return section.actions.some((action) => action.verb === "undo");
}

/** Whether the guide was put away in this browser. */
export function isGuideDismissed() {
  return localStorage.getItem(key) === "dismissed";
}

/** Puts the guide away for good in this browser. */
export function dismissGuide() {
  localStorage.setItem(key, "dismissed");
}
