/** What is open on the page, apart from what is in it. */
export function createView({ store }) {
  const set = (change) => store.update((state) => ({ ...state, ...change(state) }));
  return {
    /** Opens one of the side panels as a sheet on a narrow page, or closes it with null. */
    openSheet: (sheet) => set(() => ({ sheet })),
    /** Opens the command box, with the beginning of a command where one is given; closes it with null. */
    openPalette: (text = "") => set(() => ({ palette: text })),
    toggleDrawer: () => set((state) => ({ docked: !state.docked })),
    replyTo: (channel, thread) => set((state) => ({ replyTo: { ...state.replyTo, [channel]: thread } })),
    startEditing: (message) => set(() => ({ editing: message })),
    stopEditing: () => set(() => ({ editing: null })),
    /** Puts a text into the composer, in front of what stands there, and the caret behind it. */
    insert: (text) =>
      set((state) => ({ sheet: null, insertion: { text, asked: (state.insertion?.asked ?? 0) + 1 } })),
    confirmRemoval: (message) => set(() => ({ removal: message })),
    settleRemoval: () => set(() => ({ removal: null })),
    /** Brings a message of the channel in view into sight. */
    pointOut: (message) =>
      set((state) => ({ sheet: null, target: { message, asked: (state.target?.asked ?? 0) + 1 } })),
  };
}
