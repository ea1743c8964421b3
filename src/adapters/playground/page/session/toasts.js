const shownMs = 8000;

/** Short notices at the edge of the page. One with a retry stays until it is answered. */
export function createToasts(store) {
  let count = 0;
  const dismiss = (key) =>
    store.update((state) => ({ ...state, toasts: state.toasts.filter((toast) => toast.key !== key) }));

  const add = ({ key = `toast-${count++}`, ...toast }) => {
    dismiss(key);
    store.update((state) => ({ ...state, toasts: [...state.toasts.slice(-2), { ...toast, key }] }));
    if (!toast.retry) setTimeout(() => dismiss(key), shownMs);
  };

  return {
    dismiss,
    /** @param {string} text */
    inform: (text) => add({ text, tone: "plain", retry: null }),
    /**
     * @param {unknown} error its message is one sentence for the person
     * @param {(() => void) | null} retry
     * @param {string} [key] what it is about, where it may have to be taken back
     */
    complain: (error, retry = null, key = undefined) =>
      add({ key, text: error instanceof Error ? error.message : String(error), tone: "error", retry }),
  };
}
