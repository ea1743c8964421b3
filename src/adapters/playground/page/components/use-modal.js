import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Opens a native dialog while there is something to ask, and gives the focus back afterwards. Where the
 * element that had it is gone by then, the composer takes it, so that the keyboard is never lost.
 *
 * @param {boolean} open
 */
export function useModal(open) {
  const dialog = useRef(null);
  const opener = useRef(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (open && !element.open) {
      opener.current = document.activeElement;
      element.showModal();
      element.querySelector("[data-first]")?.focus();
    }
    if (!open && element.open) {
      element.close();
      const back = opener.current;
      const target =
        back?.isConnected && back !== document.body ? back : document.getElementById("composer-input");
      target?.focus({ preventScroll: true });
    }
  }, [open]);
  return dialog;
}
