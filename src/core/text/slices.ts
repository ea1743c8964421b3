/** How long a slice is, and how much of the one before it begins with, in UTF-16 units. */
const sliceUnits = 4000;
const overlapUnits = 400;

/** A piece of a text with the place where it begins. */
export interface Slice {
  readonly start: number;
  readonly text: string;
}

/**
 * A text in pieces that overlap, for patterns that take longer than the text is long: each piece is short enough for
 * them, and nothing that is shorter than the overlap is cut in all of them.
 */
export function slicesOf(text: string): Slice[] {
  const slices: Slice[] = [];
  for (let start = 0; start === 0 || start + overlapUnits < text.length; start += sliceUnits - overlapUnits)
    slices.push({ start, text: text.slice(start, start + sliceUnits) });
  return slices;
}
