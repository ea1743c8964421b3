const firstRetryMs = 1000;
const longestRetryMs = 15_000;

/**
 * Listens to what changes for a person until it is closed, and connects again by itself. What happened
 * while the connection was away is not repeated: `onOpen` is the moment to read the state anew.
 *
 * @param {string} person
 * @param {{onOpen: () => void, onLost: () => void, onMessage: (message: import("./api.js").Message) => void,
 *   onRemoved: (removed: {id: string, channel: string}) => void}} listener
 * @returns {{close: () => void}}
 */
export function openEventStream(person, listener) {
  let retryMs = firstRetryMs;
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const connect = () => {
    source = new EventSource(`/playground/events?person=${encodeURIComponent(person)}`);
    source.addEventListener("open", () => {
      retryMs = firstRetryMs;
      listener.onOpen();
    });
    source.addEventListener("message", (event) => listener.onMessage(JSON.parse(event.data)));
    source.addEventListener("removed", (event) => listener.onRemoved(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      // The browser's own retry gives up for good on an error status, so this one takes its place.
      source?.close();
      listener.onLost();
      timer = setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    });
  };

  connect();
  return {
    close: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
}
