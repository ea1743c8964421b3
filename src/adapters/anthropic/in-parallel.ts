/**
 * Runs the work for every item, at most `limit` at once, and gives the results in the items' order.
 * Where one rejects, the others are aborted and the whole rejects with its reason.
 */
export async function inParallel<Item, Result>(
  limit: number,
  items: readonly Item[],
  signal: AbortSignal,
  run: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const waiting = items.entries();
  const results: Result[] = [];
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await run(item, either);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    return results;
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}
