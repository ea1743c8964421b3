const longestMs = 8000;

/**
 * Starts a dream and shows it as going on until its proposals come. A dream that finds nothing brings no
 * message, so the showing also ends by itself.
 */
export function createDreaming({ store, asking, refreshSoon }) {
  const show = (dreaming) => store.update((state) => ({ ...state, dreaming }));
  return {
    dream: async () => {
      const before = digestsIn(store.get());
      store.update((state) => ({ ...state, dreaming: "asking", sheet: null }));
      const began = await asking.runCommand("dream now");
      if (began && digestsIn(store.get()) === before) {
        show("dreaming");
        await moreDigests(store, before);
      }
      show(null);
      refreshSoon();
    },
  };
}

function moreDigests(store, before) {
  const { promise, resolve } = Promise.withResolvers();
  const timer = setTimeout(resolve, longestMs);
  const forget = store.subscribe(() => {
    if (digestsIn(store.get()) !== before) resolve();
  });
  return promise.finally(() => {
    clearTimeout(timer);
    forget();
  });
}

function digestsIn({ messages }) {
  return messages.filter((message) => message.author === "reverie" && message.card).length;
}
