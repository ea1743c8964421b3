const soonMs = 150;
const againMs = 3000;

/**
 * Something that is read for the person who looks, and again when it may have changed.
 *
 * @template Read
 * @param {{get: () => {person: string}, update: (change: (state: object) => object) => void}} store
 * @param {object} what
 * @param {string} what.key where it stands in the state
 * @param {(person: string) => Promise<Read>} what.read never rejects
 * @param {(read: Read) => boolean} what.isUnderWay whether it is soon to be read again: no message tells of the end of a
 *   dream that found nothing
 */
export function createReading(store, { key, read, isUnderWay }) {
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
    const found = await read(person);
    // Neither an older answer nor one for somebody else may be shown.
    if (mine !== newest || store.get().person !== person) return;
    store.update((state) => ({ ...state, [key]: found }));
    if (isUnderWay(found)) refreshIn(againMs);
  };

  return {
    refresh,
    /** Several reasons to look again within a moment are one look. */
    refreshSoon: () => refreshIn(soonMs),
  };
}
