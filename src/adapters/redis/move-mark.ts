/** The key that stands while a move into a Redis has not come to its end. */
export function moveKey(prefix: string): string {
  return `${prefix}:move`;
}
