import type { AnswerRequest, StructuredRequest } from "../../src/core/ports/model.ts";
import { nextOf, type Scripted } from "./scripted-model.ts";

/** A task as a director plans it. */
interface Planned {
  readonly specialist: string;
  readonly task: string;
  readonly dependsOn: readonly number[];
}

/** What a director and its specialists answer next; where nothing is left, the usual. */
export interface TeamScript {
  plans: unknown[];
  decisions: unknown[];
  /** What specialists answer, by the words of their task. */
  results: Record<string, Scripted[]>;
  answers: Scripted[];
}

/** A team that is scripted, and what it was asked. */
export interface ScriptedTeam {
  readonly script: TeamScript;
  readonly plans: StructuredRequest[];
  readonly decisions: StructuredRequest[];
  readonly tries: AnswerRequest[];
  readonly answers: AnswerRequest[];
  /** The most specialists that were asked at the same time. */
  mostAtOnce(): number;
  answer(request: AnswerRequest): Scripted;
  structured(request: StructuredRequest): unknown;
}

export const planned = (specialist: string, task: string, ...dependsOn: number[]): Planned => ({
  specialist,
  task,
  dependsOn,
});

/** Three side by side, and one that waits for all of them. */
const usualPlan = {
  tasks: [
    planned("researcher", "Find when we deploy"),
    planned("researcher", "Find who decides"),
    planned("researcher", "Find what went wrong"),
    planned("drafter", "Draft the note", 1, 2, 3),
  ],
};

export const resultOf = (task: string): string => `Result of: ${task}`;
export const finalAnswer = "We deploy on Mondays, Ana decides, and nothing went wrong.";

/** What a director is told of the whole, in an answer of its own. */
function isDirector({ system }: AnswerRequest): boolean {
  return system.startsWith("You directed");
}

/** Whether a request is made by a team. */
export function isOfTeam({ system }: Pick<AnswerRequest, "system">): boolean {
  return /^You (?:direct|directed|are a specialist)/u.test(system);
}

export function createScriptedTeam(): ScriptedTeam {
  const script: TeamScript = { plans: [], decisions: [], results: {}, answers: [] };
  const plans: StructuredRequest[] = [];
  const decisions: StructuredRequest[] = [];
  const tries: AnswerRequest[] = [];
  const answers: AnswerRequest[] = [];
  let atOnce = 0;
  let most = 0;
  return {
    ...{ script, plans, decisions, tries, answers },
    mostAtOnce: () => most,
    answer(request) {
      if (isDirector(request)) {
        answers.push(request);
        return nextOf<Scripted>(script.answers, finalAnswer);
      }
      tries.push(request);
      const said = nextOf<Scripted>(script.results[request.asked] ?? [], resultOf(request.asked));
      if (!(said instanceof Promise)) return said;
      atOnce += 1;
      most = Math.max(most, atOnce);
      return said.finally(() => {
        atOnce -= 1;
      });
    },
    structured(request) {
      const isPlan = request.content.includes("<specialists>");
      (isPlan ? plans : decisions).push(request);
      return isPlan
        ? nextOf<unknown>(script.plans, usualPlan)
        : nextOf<unknown>(script.decisions, { decision: "without", task: "" });
    },
  };
}
