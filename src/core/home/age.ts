const dayMs = 24 * 60 * 60 * 1000;

/** How long ago an instant was, as people say it: `today`, `yesterday`, `3 days ago`, `2 months ago`. */
export function ageOf(at: number, now: number): string {
  const days = Math.max(0, Math.floor((now - at) / dayMs));
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 60) return `${days} days ago`;
  if (days < 730) return `${Math.floor(days / 30)} months ago`;
  return `${Math.floor(days / 365)} years ago`;
}
