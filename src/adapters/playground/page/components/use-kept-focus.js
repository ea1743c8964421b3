import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Keeps the keyboard in place where the pressed button vanishes: when the focus was inside the element
 * and an update took its holder away, the element itself takes it.
 */
export function useKeptFocus() {
  const element = useRef(null);
  const wasInside = useRef(false);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const enter = () => {
      wasInside.current = true;
    };
    const leave = (event) => {
      if (event.relatedTarget && !current.contains(event.relatedTarget)) wasInside.current = false;
    };
    // A click on empty ground gives the focus up on purpose.
    const press = (event) => {
      if (!current.contains(event.target)) wasInside.current = false;
    };
    current.addEventListener("focusin", enter);
    current.addEventListener("focusout", leave);
    document.addEventListener("pointerdown", press);
    return () => {
      current.removeEventListener("focusin", enter);
      current.removeEventListener("focusout", leave);
      document.removeEventListener("pointerdown", press);
    };
  }, []);
  useLayoutEffect(() => {
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (wasInside.current && lost) element.current?.focus({ preventScroll: true });
  });
  return element;
}
