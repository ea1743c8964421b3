import { useEffect, useState } from "preact/hooks";

/**
 * Holds one immutable state and tells who listens when it was replaced.
 *
 * @template State
 * @param {State} initial
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    get: () => state,
    /** @param {(state: State) => State} change a pure function; giving back the same state changes nothing */
    update(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    /** @param {() => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store's state, rendered anew with each change. */
export function useStore(store) {
  const [state, setState] = useState(store.get());
  useEffect(() => {
    // The state may have moved between the first render and this effect.
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);
  return state;
}
