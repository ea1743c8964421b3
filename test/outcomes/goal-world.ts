import type { AnswerRequest, StructuredRequest, Usage } from "../../src/core/ports/model.ts";
import { noUsage } from "../../src/core/prices.ts";
import { type CardWorld, openCardWorld } from "./card-world.ts";
import { createScriptedModel, nextOf, type Scripted } from "./scripted-model.ts";
import { createScriptedTeam, isOfTeam, type ScriptedTeam } from "./scripted-team.ts";

/** A verdict of a judge on one criterion. */
export interface Verdict {
  readonly number: number;
  readonly met: boolean;
  readonly quote: string;
  readonly why: string;
}

/** What a model answers next, of each kind; where nothing is left, the usual. */
export interface Script {
  rubrics: unknown[];
  results: Scripted[];
  verdicts: unknown[];
  /** What each request used up. */
  usage: Usage;
}

/** A small world whose model is scripted. */
export interface GoalWorld extends CardWorld {
  readonly script: Script;
  readonly makes: AnswerRequest[];
  readonly judges: StructuredRequest[];
  readonly drafts: StructuredRequest[];
  /** Who makes the rounds where the goal is for a team. */
  readonly team: ScriptedTeam;
  /** Sets a goal as Ben in general, and waits for its rubric. */
  begin(text?: string): Promise<void>;
  /** The criteria on the card. */
  rubric(): string[];
}

export const criteria = [
  { text: "It is under fifty words", how: "counted" },
  { text: "It names the day", how: "a day stands in it" },
  { text: "It says who decides", how: "a name or a role" },
];

/** A verdict on each criterion: met with these words, or not met where they are empty. */
export const verdicts = (...quotes: string[]): { criteria: Verdict[] } => ({
  criteria: quotes.map((quote, index) => ({
    number: index + 1,
    met: quote !== "",
    quote,
    why: quote === "" ? "Nothing says so." : "It says so.",
  })),
});

export const result = "We deploy on Mondays before noon, and Ana decides about every exception to that.";
export const allMet = verdicts(result, "We deploy on Mondays", "Ana decides about every exception");

export async function openGoalWorld(): Promise<GoalWorld> {
  const script: Script = { rubrics: [], results: [], verdicts: [], usage: noUsage };
  const makes: AnswerRequest[] = [];
  const judges: StructuredRequest[] = [];
  const drafts: StructuredRequest[] = [];
  const team = createScriptedTeam();
  const model = createScriptedModel({
    answer(request) {
      if (isOfTeam(request)) return team.answer(request);
      makes.push(request);
      return nextOf<Scripted>(script.results, result);
    },
    structured(request) {
      if (isOfTeam(request)) return team.structured(request);
      const isJudge = request.system.startsWith("You judge");
      (isJudge ? judges : drafts).push(request);
      return isJudge
        ? nextOf<unknown>(script.verdicts, allMet)
        : nextOf<unknown>(script.rubrics, { criteria });
    },
    usage: () => script.usage,
  });
  const opened = await openCardWorld(model, { title: "Goal", verb: "goal" });
  return {
    ...opened,
    script,
    makes,
    judges,
    drafts,
    team,
    async begin(text = "a short note on when we deploy") {
      await opened.world.command("ben", `goal ${text}`);
      await opened.world.settle(2);
    },
    rubric: () => opened.sections().flatMap(({ title, text }) => (title.includes("Criterion") ? [text] : [])),
  };
}
