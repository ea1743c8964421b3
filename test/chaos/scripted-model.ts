import { setTimeout } from "node:timers/promises";
import { blocksOf, isReflection } from "../e2e/model-requests.ts";
import { freezeDream } from "../e2e/office/freeze-dream.ts";
import {
  error,
  errorMidStream,
  json,
  type Reply,
  reset,
  text,
  truncated,
} from "../fakes/messages-server/reply.ts";
import type { Script } from "../fakes/messages-server/script.ts";
import type { ModelFailure } from "./plan.ts";

/** How long the model thinks between two pieces, in milliseconds: time enough to be killed in. */
const betweenPiecesMs = 150;

const canaryForm = /canary-[a-z]+(?:-[a-z]+)*/gu;

/** A word that marks whatever was said in a place. */
export function canaryOf(platform: string, place: string): string {
  return `canary-${platform.toLowerCase()}-${place}`;
}

/** A question by its number, with a word of the place in which it is asked. */
export function questionText(number: number, canary: string): string {
  return `@reverie question ${number} about ${canary}: are you there?`;
}

/** How a whole answer to it begins and ends. */
const answerStart = (number: number) => `Answer to question ${number}.`;
const answerEnd = (number: number) => `The end of ${number}.`;

/** A model that says which question it answers, and every marked word that it was shown; and dreams one thing. */
export interface ScriptedModel {
  readonly script: Script;
  /** How many reflections were asked for. */
  dreams(): number;
  failNext(as: ModelFailure, times: number): void;
  heal(): void;
}

export function createScriptedModel(): ScriptedModel {
  let failures: ModelFailure[] = [];
  let dreams = 0;
  return {
    dreams: () => dreams,
    failNext(as, times) {
      failures.push(...Array.from({ length: times }, () => as));
    },
    heal() {
      failures = [];
    },
    script(body) {
      if (isReflection(body)) dreams += 1;
      const failure = failures.shift();
      if (failure !== undefined) return failed(failure);
      if (isReflection(body)) return freezeDream(blocksOf(body).join(""));
      const seen = [...new Set(JSON.stringify(body).match(canaryForm))].join(" ");
      const asked = blocksOf(body).at(-1) ?? "";
      const numbers = [...asked.matchAll(/question (\d+) about/gu)].map(([, number]) => Number(number));
      if (numbers.length === 0) return json("There is no question here");
      return text([
        `${numbers.map(answerStart).join(" ")} `,
        setTimeout(betweenPiecesMs),
        `I was shown ${seen}. `,
        setTimeout(betweenPiecesMs),
        numbers.map(answerEnd).join(" "),
      ]);
    },
  };
}

function failed(as: ModelFailure): Reply {
  switch (as) {
    case "overloaded":
      return error(529, "overloaded_error");
    case "limited":
      return error(429, "rate_limit_error", { "retry-after": "1" });
    case "truncated":
      return truncated(["Half of a truncated"]);
    case "reset":
      return reset(["Half of a broken"]);
    case "error in the stream":
      return errorMidStream(["Half of a failed"]);
  }
}
