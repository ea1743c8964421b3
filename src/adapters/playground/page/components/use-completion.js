import { useEffect, useState } from "preact/hooks";
import { completed, completionsOf, isWhole } from "../completion.js";

/**
 * The list of commands under a text that begins like one, and what its keys do.
 *
 * @param {string} text
 * @param {(text: string) => void} write
 * @param {readonly import("../completion.js").Command[]} commands
 */
export function useCompletion(text, write, commands) {
  const [active, setActive] = useState(0);
  const [hiddenFor, setHiddenFor] = useState(/** @type {string | null} */ (null));
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    setActive(0);
    setMoved(false);
  }, [text]);
  const options = hiddenFor === text ? [] : completionsOf(text, commands);
  const choose = (command) => {
    const next = completed(text, command);
    write(next);
    setHiddenFor(next);
  };

  const move = (step) => {
    setActive((active + step + options.length) % options.length);
    setMoved(true);
  };
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Tab: () => choose(options[active]),
    Escape: () => setHiddenFor(text),
    Enter: () => choose(options[active]),
  };
  /** Handles a key for the list; says whether it did. */
  const onKeyDown = (event) => {
    const act = keys[event.key];
    if (!act || options.length === 0 || event.shiftKey || event.isComposing) return false;
    // A command typed whole is to be run and not completed, unless another one was gone to.
    if (event.key === "Enter" && !moved && options.some((command) => isWhole(text, command))) return false;
    act();
    return true;
  };
  return { options, active: Math.min(active, Math.max(0, options.length - 1)), choose, onKeyDown };
}
