import { instantMs } from "./instant.ts";

/** Keeps so many questions open at once until all turns are over. Gives the turns a second. */
export async function together(
  ask: () => Promise<unknown>,
  turns: number,
  concurrency: number,
): Promise<number> {
  const startedAtMs = instantMs();
  let begun = 0;
  const askOn = async () => {
    while (begun < turns) {
      begun += 1;
      await ask();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, askOn));
  return (turns * 1000) / (instantMs() - startedAtMs);
}
