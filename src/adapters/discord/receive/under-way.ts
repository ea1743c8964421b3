/** Work that a stop waits for. */
export function createUnderWay() {
  const all = new Set<Promise<void>>();
  return {
    /** Settles as the work does. */
    add(work: Promise<void>): Promise<void> {
      const tracked = work.finally(() => all.delete(tracked));
      all.add(tracked);
      return tracked;
    },
    settled: () => Promise.all([...all]),
  };
}
