const soonMs = 150;

/** The drawer's shelves: each is what the command `memory mine|channel|team` answers. */
export function createMemories({ store, api }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let newest = 0;

  const setShelf = (tab, shelf) =>
    store.update((state) => ({ ...state, shelves: { ...state.shelves, [tab]: shelf } }));

  const refresh = async () => {
    const { person, channel, tab, shelves } = store.get();
    if (channel === null) return;
    newest += 1;
    const mine = newest;
    if (shelves[tab]?.status !== "ready") setShelf(tab, { status: "loading", text: null, card: null });
    const shelf = await read(person, channel, tab);
    // A slower answer to an older question would show what is no longer so, or what is for somebody else.
    if (mine === newest && store.get().person === person) setShelf(tab, shelf);
  };

  const read = async (person, channel, tab) => {
    try {
      const { text = null, card = null } = await api.command(person, channel, `memory ${tab}`);
      return { status: "ready", text, card };
    } catch (error) {
      return { status: "failed", text: error.message, card: null };
    }
  };

  return {
    refresh,
    /** Several reasons to look again within a moment are one look. */
    refreshSoon: () => {
      clearTimeout(timer);
      timer = setTimeout(refresh, soonMs);
    },
    choose: (tab) => {
      store.update((state) => ({ ...state, tab }));
      return refresh();
    },
  };
}
