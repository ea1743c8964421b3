import { parseMemoryRoute, routeTo, routeToMemory } from "../route.js";
import { noSearch } from "../state.js";

/** What of the memory is in view: the section, the memory that is open in it, what is looked for. */
export function createMemoryView({ store }) {
  const show = (change) => {
    store.update((state) => ({ ...state, ...change }));
    const { isMemoryPage, section, opened } = store.get();
    // In place, so that going back leaves the memory in one step.
    if (isMemoryPage && parseMemoryRoute(location.hash))
      history.replaceState(null, "", routeToMemory(section, section === "memories" ? opened : null));
  };
  return {
    choose: (section) => show({ section }),
    /** Opens a memory among the others, whatever was looked for before, or closes it with null. */
    open: (opened) => show({ section: "memories", opened }),
    find: (opened) => show({ section: "memories", opened, search: noSearch }),
    search: (change) => show({ search: { ...store.get().search, ...change } }),
    /** Opens the page to read about a dream. */
    readDream: (dream) => show({ section: "dreams", dream }),

    /** Gives the memory the whole page. */
    widen: () => {
      const { section, opened } = store.get();
      location.hash = routeToMemory(section, section === "memories" ? opened : null);
    },
    /** Gives the page back to the conversation. */
    leavePage: () => {
      const { channel } = store.get();
      location.hash = channel === null ? "" : routeTo(channel);
    },
  };
}
