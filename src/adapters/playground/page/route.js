/**
 * The place that a permalink names: `#/<channel>` or `#/<channel>/<message>`.
 *
 * @param {string} hash
 * @returns {{channel: string, message: string | null} | null}
 */
export function parseRoute(hash) {
  const match = /^#\/([^/]+)(?:\/([^/]+))?$/.exec(hash);
  if (!match) return null;
  try {
    return { channel: decodeURIComponent(match[1]), message: match[2] ? decodeURIComponent(match[2]) : null };
  } catch {
    // A broken percent escape names no place; the page then opens where it would without a link.
    return null;
  }
}

/** The permalink of a channel or of a message in it. */
export function routeTo(channel, message = null) {
  const place = `#/${encodeURIComponent(channel)}`;
  return message === null ? place : `${place}/${encodeURIComponent(message)}`;
}

/** The sections of the memory, in the order of their tabs. */
export const memorySections = ["memories", "waiting", "refused", "health", "spend", "dreams"];

/**
 * What of the memory a link opens: `#/memory`, `#/memory/<section>` or `#/memory/memories/<memory>`; null
 * where it opens something else.
 *
 * @param {string} hash
 * @returns {{section: string, memory: string | null} | null}
 */
export function parseMemoryRoute(hash) {
  const match = /^#\/memory(?:\/([a-z]+)(?:\/([0-9a-z]+))?)?$/.exec(hash);
  if (!match) return null;
  const section = memorySections.includes(match[1]) ? match[1] : "memories";
  return { section, memory: (section === "memories" && match[2]) || null };
}

/** The link of a section of the memory, or of one memory in it. */
export function routeToMemory(section, memory = null) {
  return memory === null ? `#/memory/${section}` : `#/memory/${section}/${encodeURIComponent(memory)}`;
}

/**
 * A link as it may stand on the page, or null where its scheme is not one for reading.
 *
 * @param {string} link
 * @returns {{href: string, external: boolean} | null}
 */
export function safeLink(link) {
  if (link === "") return null;
  if (link.startsWith("#/")) return { href: link, external: false };
  const url = URL.parse(link, location.href);
  if (!url || !["http:", "https:"].includes(url.protocol)) return null;
  if (url.origin === location.origin && url.hash.startsWith("#/")) return { href: url.hash, external: false };
  return { href: url.href, external: true };
}
