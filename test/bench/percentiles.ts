/** How measured times are spread, in milliseconds. */
export interface Spread {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The smallest of the values that at least this share of them, from 0 to 1, does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error("Nothing was measured");
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function spreadOf(timesMs: readonly number[]): Spread {
  return { p50Ms: rounded(median(timesMs)), p99Ms: rounded(percentile(timesMs, 0.99)) };
}

/** To three significant digits, or to the whole where it has more: nobody measures more exactly here. */
export function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
