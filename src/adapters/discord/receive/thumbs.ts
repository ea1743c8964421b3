/** The most thumbs that are remembered. */
const rememberedAtMost = 5000;

/**
 * What somebody's thumbs below a message say together. Discord tells of each by itself: whoever changes their mind
 * puts the other one first and takes the old one away afterwards, which takes nothing back.
 */
export interface Thumbs {
  /** A thumb was put below the message. */
  put(message: string, person: string, isGood: boolean): void;
  /** A thumb was taken away. False where the other one stands, so that nothing is taken back. */
  take(message: string, person: string, isGood: boolean): boolean;
}

export function createThumbs(): Thumbs {
  const latest = new Map<string, boolean>();
  return {
    put(message, person, isGood) {
      const key = `${message} ${person}`;
      latest.delete(key);
      latest.set(key, isGood);
      const [oldest] = latest.keys();
      if (latest.size > rememberedAtMost && oldest !== undefined) latest.delete(oldest);
    },
    take(message, person, isGood) {
      const key = `${message} ${person}`;
      if (latest.get(key) === !isGood) return false;
      latest.delete(key);
      return true;
    },
  };
}

/** What a thumb says of an answer, undefined where it is none; skin tones follow the thumb itself. */
export function opinionOf(emoji: string | null | undefined): boolean | undefined {
  if (emoji?.startsWith("👍")) return true;
  return emoji?.startsWith("👎") ? false : undefined;
}
