/** Work that a stop waits for. */
export function createUnderWay() {
  const all = new Set<Promise<void>>();
  return {
    add(work: Promise<void>): void {
      const tracked = work.finally(() => all.delete(tracked));
      all.add(tracked);
    },
    settled: () => Promise.all([...all]),
  };
}
