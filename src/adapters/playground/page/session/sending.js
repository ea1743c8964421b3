import { keep } from "../remembered.js";
import { withMessage, withoutMessage } from "../state.js";

/** The key under which messages that did not arrive outlive a reload. */
export const unsentKey = "reverie.unsent";

/** What people say: sending, editing, deleting. A text that did not arrive stays until it does. */
export function createSending({ store, api, toasts }) {
  const setUnsent = (change) => {
    store.update((state) => ({ ...state, unsent: change(state.unsent) }));
    keep(
      unsentKey,
      store.get().unsent.map((unsent) => ({ ...unsent, failure: unsent.failure ?? "This was not sent." })),
    );
  };

  const deliver = async (unsent) => {
    const { key, person, channel, thread, text } = unsent;
    try {
      const { id } = await api.send({ person, channel, text, ...(thread === null ? {} : { thread }) });
      store.update((state) => {
        const known = state.person !== person || state.messages.some((message) => message.id === id);
        return known
          ? state
          : withMessage(state, { id, channel, thread, author: person, text, at: Date.now() });
      });
      setUnsent((all) => all.filter((other) => other.key !== key));
    } catch (error) {
      setUnsent((all) =>
        all.map((other) => (other.key === key ? { ...other, failure: error.message } : other)),
      );
      toasts.complain(error, () => retry(key), key);
    }
  };

  const retry = (key) => {
    const unsent = store.get().unsent.find((other) => other.key === key);
    if (!unsent) return;
    toasts.dismiss(key);
    setUnsent((all) => all.map((other) => (other.key === key ? { ...other, failure: null } : other)));
    return deliver(unsent);
  };

  return {
    retry,
    discard: (key) => {
      toasts.dismiss(key);
      setUnsent((all) => all.filter((other) => other.key !== key));
    },

    say: (channel, thread, text) => {
      const { person, messages } = store.get();
      const before = messages.filter((message) => message.text === text).map((message) => message.id);
      const unsent = { key: crypto.randomUUID(), person, channel, thread, text, before, failure: null };
      store.update((state) => ({ ...state, acted: state.acted + 1 }));
      setUnsent((all) => [...all, unsent]);
      return deliver(unsent);
    },

    /** Resolves to whether the edit arrived, so that the text stays open where it did not. */
    edit: async (message, text) => {
      try {
        await api.edit(message.id, store.get().person, text);
        store.update((state) => ({
          ...withMessage(state, { ...message, text, edited: true }),
          editing: null,
        }));
        return true;
      } catch (error) {
        toasts.complain(error);
        return false;
      }
    },

    remove: async (message) => {
      try {
        await api.remove(message.id, store.get().person);
        store.update((state) => withoutMessage(state, message.id));
      } catch (error) {
        toasts.complain(error);
      }
    },
  };
}
