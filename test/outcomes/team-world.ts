import type { AnswerRequest, StructuredRequest, Usage } from "../../src/core/ports/model.ts";
import { noUsage } from "../../src/core/prices.ts";
import { type CardWorld, openCardWorld } from "./card-world.ts";
import { createScriptedModel } from "./scripted-model.ts";
import { createScriptedTeam, type TeamScript } from "./scripted-team.ts";

/** A small world whose director and specialists are scripted. */
export interface TeamWorld extends CardWorld {
  readonly script: TeamScript & { usage: Usage };
  readonly plans: StructuredRequest[];
  readonly decisions: StructuredRequest[];
  readonly tries: AnswerRequest[];
  readonly answers: AnswerRequest[];
  /** The most specialists that were asked at the same time. */
  mostAtOnce(): number;
  /** Delegates as Ben in general, and waits. */
  begin(text?: string): Promise<string>;
}

export async function openTeamWorld(): Promise<TeamWorld> {
  const { script: answering, mostAtOnce, ...team } = createScriptedTeam();
  const script = { ...answering, usage: noUsage };
  const model = createScriptedModel({
    answer: (request) => team.answer(request),
    structured: (request) => team.structured(request),
    usage: () => script.usage,
  });
  const opened = await openCardWorld(model, { title: "Team", verb: "team" });
  return {
    ...opened,
    ...team,
    script,
    mostAtOnce,
    async begin(text = "a note on how we deploy") {
      const answer = await opened.world.command("ben", `delegate ${text}`);
      await opened.world.settle(6);
      return answer.text ?? "";
    },
  };
}
