import type { AnswerRequest, StructuredRequest, Usage } from "../../src/core/ports/model.ts";
import { noUsage } from "../../src/core/prices.ts";
import { type CardWorld, openCardWorld } from "./card-world.ts";
import { createScriptedModel, nextOf, type Scripted } from "./scripted-model.ts";

/** A task as a director plans it. */
interface Planned {
  readonly specialist: string;
  readonly task: string;
  readonly dependsOn: readonly number[];
}

/** What a model answers next, of each kind; where nothing is left, the usual. */
export interface TeamScript {
  plans: unknown[];
  decisions: unknown[];
  /** What specialists answer, by the words of their task. */
  results: Record<string, Scripted[]>;
  answers: Scripted[];
  usage: Usage;
}

/** A small world whose director and specialists are scripted. */
export interface TeamWorld extends CardWorld {
  readonly script: TeamScript;
  readonly plans: StructuredRequest[];
  readonly decisions: StructuredRequest[];
  readonly tries: AnswerRequest[];
  readonly answers: AnswerRequest[];
  /** Its tasks as the card shows them, a line each. */
  tasks(): string;
  /** The most specialists that were asked at the same time. */
  mostAtOnce(): number;
  /** Delegates as Ben in general, and waits. */
  begin(text?: string): Promise<string>;
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

export async function openTeamWorld(): Promise<TeamWorld> {
  const script: TeamScript = { plans: [], decisions: [], results: {}, answers: [], usage: noUsage };
  const plans: StructuredRequest[] = [];
  const decisions: StructuredRequest[] = [];
  const tries: AnswerRequest[] = [];
  const answers: AnswerRequest[] = [];
  let atOnce = 0;
  let most = 0;
  const model = createScriptedModel({
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
    usage: () => script.usage,
  });
  const opened = await openCardWorld(model, { title: "Team", verb: "team" });
  return {
    ...opened,
    script,
    plans,
    decisions,
    tries,
    answers,
    tasks: () =>
      opened
        .sections()
        .flatMap(({ title, text }) => (title.includes(" Task ") ? [`${title}: ${text}`] : []))
        .join("\n"),
    mostAtOnce: () => most,
    async begin(text = "a note on how we deploy") {
      const answer = await opened.world.command("ben", `delegate ${text}`);
      await opened.world.settle(6);
      return answer.text ?? "";
    },
  };
}
