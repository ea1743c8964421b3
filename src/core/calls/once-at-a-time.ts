/** Does work once for those who ask for the same while it is under way. */
export type OnceAtATime = (key: string, work: () => Promise<void>) => Promise<void>;

/** Platforms tell the same twice: Slack a mention as two events, Discord to each of two connections. */
export function createOnceAtATime(): OnceAtATime {
  const underWay = new Map<string, Promise<void>>();
  return (key, work) => {
    const known = underWay.get(key);
    if (known) return known;
    const doing = work().finally(() => underWay.delete(key));
    underWay.set(key, doing);
    return doing;
  };
}
