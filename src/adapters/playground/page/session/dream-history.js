const soonMs = 150;
const againMs = 3000;

/** Reads the dreams in numbers, for the picture of them over time. */
export function createDreamHistory({ store, api }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let newest = 0;

  const refreshIn = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, ms);
  };

  const refresh = async () => {
    const { person } = store.get();
    newest += 1;
    const mine = newest;
    const history = await read(person);
    // Neither an older answer nor one for somebody else may be shown.
    if (mine !== newest || store.get().person !== person) return;
    store.update((state) => ({ ...state, dreamHistory: history }));
    // No message tells of the end of a dream that found nothing.
    if (history.dreams.at(-1)?.status === "running") refreshIn(againMs);
  };

  const read = async (person) => {
    try {
      const { dreams } = await api.dreams(person);
      return { status: "ready", dreams, text: null };
    } catch (error) {
      return { status: "failed", dreams: [], text: error.message };
    }
  };

  return {
    refresh,
    /** Several reasons to look again within a moment are one look. */
    refreshSoon: () => refreshIn(soonMs),
  };
}
