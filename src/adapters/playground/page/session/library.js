const soonMs = 150;
const againMs = 3000;

/** Reads the memory as the person may see it, with what the dreams did. */
export function createLibrary({ store, api }) {
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
    const reading = await read(person);
    // Neither an older answer nor one for somebody else may be shown.
    if (mine !== newest || store.get().person !== person) return;
    store.update((state) => ({ ...state, reading }));
    // No message tells of the end of a dream that found nothing.
    if (reading.reports[0]?.status === "running") refreshIn(againMs);
  };

  const read = async (person) => {
    try {
      const [library, { reports }] = await Promise.all([api.library(person), api.reports(person)]);
      return { status: "ready", library, reports, text: null };
    } catch (error) {
      return { status: "failed", library: null, reports: [], text: error.message };
    }
  };

  return {
    refresh,
    /** Several reasons to look again within a moment are one look. */
    refreshSoon: () => refreshIn(soonMs),
  };
}
