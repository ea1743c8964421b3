/**
 * What the browser keeps for this tab, so that nothing typed is lost with a reload.
 *
 * @template Value
 * @param {string} key
 * @param {Value} otherwise what stands for nothing kept, or nothing readable
 * @returns {Value}
 */
export function recall(key, otherwise) {
  const kept = sessionStorage.getItem(key);
  if (kept === null) return otherwise;
  try {
    return JSON.parse(kept);
  } catch {
    // Only another program on this origin writes something else here; the page starts without it.
    return otherwise;
  }
}

/** Keeps a value for this tab. */
export function keep(key, value) {
  sessionStorage.setItem(key, JSON.stringify(value));
}
