/** The longest quoted message in a prompt, in UTF-16 units: what is longer is cut with a mark. */
export const quotedUnits = 4000;
