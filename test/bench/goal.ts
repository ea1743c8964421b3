import { rounded } from "./percentiles.ts";

/** A measured value with what the design wants of it. */
export type Goal = { readonly value: number; readonly isReached: boolean } & (
  | { readonly goalAtMost: number }
  | { readonly goalAtLeast: number }
);

export function atMost(value: number, goalAtMost: number): Goal {
  return { value: rounded(value), goalAtMost, isReached: value <= goalAtMost };
}

export function atLeast(value: number, goalAtLeast: number): Goal {
  return { value: rounded(value), goalAtLeast, isReached: value >= goalAtLeast };
}
