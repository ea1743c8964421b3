import { atMost } from "../goal.ts";

/** How many questions have no answer and how many have several, from the count of answers to each. */
export function judgeCounts(answers: readonly number[]) {
  return {
    lost: atMost(answers.filter((count) => count === 0).length, 0),
    repeated: atMost(answers.filter((count) => count > 1).length, 0),
  };
}
