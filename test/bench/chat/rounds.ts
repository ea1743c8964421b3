/** Lets all take turns, so that what else the machine does meets each of them. */
export async function inRounds<Each>(
  rounds: number,
  all: readonly Each[],
  measure: (each: Each) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const each of all) await measure(each);
  }
}
