import { instantMs } from "../instant.ts";
import type { Asker } from "./asker.ts";

/** Keeps so many questions open at once until all turns are over. Gives the turns a second. */
export async function together(
  asker: Asker,
  nextQuestion: () => string,
  turns: number,
  concurrency: number,
): Promise<number> {
  const startedAtMs = instantMs();
  let begun = 0;
  const askOn = async () => {
    while (begun < turns) {
      begun += 1;
      await asker.ask(nextQuestion());
    }
  };
  await Promise.all(Array.from({ length: concurrency }, askOn));
  return (turns * 1000) / (instantMs() - startedAtMs);
}
