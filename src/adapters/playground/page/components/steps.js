import { routeTo } from "../route.js";

/**
 * The story in three steps, each with what it asks for and how to do it from here.
 *
 * @param {ReturnType<typeof import("../progress.js").progressOf>} progress
 * @param {boolean} direct whether Reverie is asked in a direct conversation, where it needs no mention
 */
export function stepsOf(progress, direct, session) {
  const { hasAsked, digest, hasApproved } = progress;
  return [
    {
      name: "ask",
      title: direct ? "Ask Reverie" : "Mention @reverie",
      text: "Talk as you would to anybody, and ask it something. It answers with what people have approved.",
      label: "Ask something",
      done: hasAsked,
      act: () => session.view.insert(questionIn(direct)),
    },
    {
      name: "dream",
      title: "Let it dream",
      text: "Asleep, it rereads what was said and proposes the few sentences that are worth keeping.",
      label: "Dream now",
      done: digest !== null,
      act: () => session.dream(),
    },
    {
      name: "approve",
      title: "Approve, then ask again",
      text: "Each proposal shows who said it. Only what you approve shapes the next answer.",
      label: digest ? "See the proposals" : "After the dream",
      done: hasApproved,
      act: digest
        ? () => {
            location.hash = routeTo(digest.channel, digest.id);
            session.presence.openRoute();
          }
        : null,
    },
  ];
}

/** A question to begin with, which can be asked before and after something was approved. */
export function questionIn(direct) {
  return direct ? "When can we deploy on Fridays?" : "@reverie when can we deploy on Fridays?";
}
