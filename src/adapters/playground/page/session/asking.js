import { plainWords } from "../markdown.js";
import { footOf, inPalette, withAnswer, withoutAnswer } from "../state.js";

// Commands whose answer is a list that goes stale as soon as a button in it was pressed, and that
// change nothing when they are run again.
const lists = /^(review|memory|history)\b/;

/** Commands, buttons and forms: what a person asks for and is answered in private. */
export function createAsking({ store, api, toasts, refreshSoon }) {
  const announce = (text) => store.update((state) => ({ ...state, announcement: text }));

  const place = (origin, given) => {
    const text = given.text ?? null;
    const card = given.card ?? null;
    if (text !== null || card) {
      const key = crypto.randomUUID();
      store.update((state) =>
        withAnswer(state, { key, ...origin, after: newestRoot(state, origin.channel), text, card }),
      );
      announce(`Only you see this: ${text === null ? card.title : plainWords(text)}`);
    }
    if (given.form) store.update((state) => ({ ...state, dialog: { form: given.form, origin } }));
  };

  const runCommand = async (text) => {
    store.update((state) => ({ ...state, acted: state.acted + 1 }));
    return runAt(footOf(store.get().channel), text);
  };

  const runAt = async (at, text) => {
    const { person, channel } = store.get();
    const origin = { at, channel, message: null, label: `/reverie ${text}`, command: text };
    try {
      const given = await api.command(person, channel, text);
      if (store.get().person === person) place(origin, given);
      refreshSoon();
      return true;
    } catch (error) {
      toasts.complain(error, () => runAt(at, text));
      return false;
    }
  };

  const readAnew = async (key) => {
    const { answers, person } = store.get();
    const list = answers.find((answer) => answer.key === key);
    if (!list?.command || !lists.test(list.command)) return;
    const given = await api.command(person, list.channel, list.command);
    const replace = (answer) =>
      answer.key === key ? { ...answer, text: given.text ?? null, card: given.card ?? null } : answer;
    store.update((state) => ({ ...state, answers: state.answers.map(replace) }));
  };

  const pressed = (origin, action, fields) => ({
    person: store.get().person,
    channel: origin.channel,
    message: origin.message,
    action: action.id,
    value: action.value,
    ...(fields ? { fields } : {}),
  });

  const settle = async (origin, given) => {
    place(origin, given);
    refreshSoon();
    if (origin.list) await readAnew(origin.list).catch((error) => toasts.complain(error));
  };

  return {
    runCommand,
    /** Runs a command whose answer stands in the command box. Resolves to whether it arrived. */
    runInPalette: (text) => runAt(inPalette, text),
    /** What a parameter may be filled in with; nothing where that cannot be told now. */
    completeInPalette: async (asked) => {
      const { person, channel } = store.get();
      try {
        return (await api.complete({ person, channel, ...asked })).completions;
      } catch (error) {
        toasts.complain(error);
        return [];
      }
    },
    dismiss: (key) => store.update((state) => withoutAnswer(state, key)),

    /**
     * @param {{at: string, channel: string, message: string | null, label: string, list: string | null}} origin
     *   where the button stands and its answer goes
     * @param {import("../api.js").Action} action
     */
    press: async (origin, action) => {
      const { person } = store.get();
      try {
        const given = await api.press(pressed(origin, action));
        if (store.get().person === person) await settle(origin, given);
      } catch (error) {
        toasts.complain(error);
      }
    },

    /** Ends an answer that is being written; the answer itself shows that it was. */
    stop: async ({ id, channel }) => {
      try {
        await api.press(pressed({ channel, message: id }, { id: "reverie:stop", value: id }));
        announce("Stopped.");
      } catch (error) {
        toasts.complain(error);
      }
    },

    /** Rejects with the sentence to show inside the form where the server refuses it. */
    submitForm: async (fields) => {
      const { form, origin } = store.get().dialog;
      const given = await api.press(pressed(origin, { id: form.action, value: form.value }, fields));
      store.update((state) => ({ ...state, dialog: null }));
      await settle(origin, given);
    },

    closeForm: () => store.update((state) => ({ ...state, dialog: null })),
  };
}

function newestRoot(state, channel) {
  return state.messages.findLast((message) => message.channel === channel && !message.thread)?.id ?? null;
}
