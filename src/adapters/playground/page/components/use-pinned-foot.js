import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const nearPx = 80;
const farViews = 1.5;
const marginPx = 14;

/**
 * Keeps a scroller at its foot while the person reads there, as words stream in and cards unfold, and
 * leaves it alone while they read further up. What is taller than the view is shown from its beginning.
 *
 * @param {object} reading
 * @param {number} reading.amount how much there is to read: when it rises while they are away, something is new
 * @param {number} reading.acted rises when they did something whose outcome shows at the foot
 * @param {unknown} reading.target what was pointed out, if anything: reading then starts there
 */
export function usePinnedFoot({ amount, acted, target }) {
  const scroller = useRef(null);
  const content = useRef(null);
  const isPinned = useRef(!target);
  const [isAway, setAway] = useState(false);
  const [hasNew, setNew] = useState(false);

  const newestSeen = useRef(null);
  const last = useRef({ top: 0, height: 0 });

  const look = () => {
    const { scrollHeight, scrollTop, clientHeight } = scroller.current;
    const below = scrollHeight - scrollTop - clientHeight;
    // What comes and goes moves the view as well: a person moves it while the content stays as it is.
    const hasMovedUp = scrollTop < last.current.top && scrollHeight === last.current.height;
    last.current = { top: scrollTop, height: scrollHeight };
    setAway(below > clientHeight * farViews);
    if (below < nearPx) setNew(false);
    return { isNear: below < nearPx, hasMovedUp };
  };

  const onScroll = () => {
    const { isNear, hasMovedUp } = look();
    if (isNear) isPinned.current = true;
    else if (hasMovedUp) isPinned.current = false;
  };

  const toFoot = () => {
    isPinned.current = true;
    scroller.current.scrollTop = scroller.current.scrollHeight;
  };

  const settle = () => {
    const element = scroller.current;
    const items = [...element.querySelectorAll(".message, .aside")];
    const first = firstUnseen(items, newestSeen.current);
    // Where nothing was said yet, what stands there instead is read from the top.
    if (!first) return;
    newestSeen.current = items.at(-1);
    const above = first.getBoundingClientRect().top - element.getBoundingClientRect().top;
    element.scrollTop = Math.min(element.scrollTop + above - marginPx, element.scrollHeight);
    isPinned.current = look().isNear;
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    const observer = new ResizeObserver(() => (isPinned.current ? settle() : look()));
    element.addEventListener("scroll", onScroll, { passive: true });
    observer.observe(content.current);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", onScroll);
      observer.disconnect();
    };
  }, []);

  useEffect(() => {
    if (target) isPinned.current = false;
  }, [target]);

  const actedBefore = useRef(acted);
  useLayoutEffect(() => {
    if (acted > actedBefore.current) toFoot();
    actedBefore.current = acted;
  }, [acted]);

  const before = useRef(amount);
  useLayoutEffect(() => {
    if (amount > before.current && !isPinned.current) setNew(true);
    before.current = amount;
  }, [amount]);

  return { scroller, content, isAway, hasNew, toFoot };
}

/** The first of several that came at once; the newest itself while it still grows. */
function firstUnseen(items, newestSeen) {
  const seen = items.indexOf(newestSeen);
  return (seen >= 0 && items[seen + 1]) || items.at(-1);
}
