/** A number with at most three decimals. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** A part of a whole from 0 to 1; null where there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : rounded(part / whole);
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? null : rounded(middle);
}
