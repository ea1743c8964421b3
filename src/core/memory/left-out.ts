/** What stands below a card of which so many sections found no room. */
export function leftOut(count: number): string {
  const more = count === 1 ? "1 more is" : `${count} more are`;
  return `${more} not shown here: use /reverie review to see what waits.`;
}
