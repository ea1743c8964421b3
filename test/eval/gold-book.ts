import type { GoldChange } from "./data-set.ts";

/** Whether a sentence says what a gold change says. Without a pattern only the same words do. */
export function matchesText({ must, text }: GoldChange, said: string): boolean {
  if (must.length === 0) return fold(text) === fold(said);
  return must.every((pattern) => pattern.test(said));
}

/** The gold change of an audience that a sentence stands for; the later one where a reversal says both. */
export function goldFor(
  changes: readonly GoldChange[],
  audience: string,
  said: string,
): GoldChange | undefined {
  const fitting = changes.filter(
    (each) => each.audience === audience && each.change !== "remove" && matchesText(each, said),
  );
  return fitting.find(({ text }) => fold(text) === fold(said)) ?? fitting.at(-1);
}

function fold(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim().toLowerCase();
}
