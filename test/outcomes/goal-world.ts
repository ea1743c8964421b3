import { createOfflineModel } from "../../src/adapters/offline/offline-model.ts";
import { ModelError } from "../../src/core/errors.ts";
import type { MessageId } from "../../src/core/ids.ts";
import type { AnswerRequest, Model, StructuredRequest, Usage } from "../../src/core/ports/model.ts";
import { noUsage } from "../../src/core/prices.ts";
import { openSmallWorld, type SmallWorld } from "../laws/small-world.ts";

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
  results: (string | Error | Promise<string>)[];
  verdicts: unknown[];
  /** What each request used up. */
  usage: Usage;
}

/** A small world whose model is scripted. */
export interface GoalWorld {
  readonly world: SmallWorld;
  readonly script: Script;
  readonly makes: AnswerRequest[];
  readonly judges: StructuredRequest[];
  readonly drafts: StructuredRequest[];
  /** Sets a goal as Ben in general, and waits for its rubric. */
  begin(text?: string): Promise<void>;
  press(verb: string, person?: string, fields?: Record<string, string | boolean>): Promise<string>;
  /** The message of the goal's card. */
  card(): MessageId;
  /** The title of the goal's card. */
  title(): string;
  /** The criteria on the card. */
  rubric(): string[];
  /** The words of a section of the card. */
  section(title: string): string;
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
  const next = <Value>(list: Value[], usual: Value): Value =>
    list.length > 0 ? (list.shift() as Value) : usual;
  const model: Model = {
    ...createOfflineModel(),
    defaults: { answers: "claude-sonnet-5-5", dreams: "claude-opus-5-5" },
    label: "",
    async *answer(request, signal) {
      makes.push(request);
      const said = next<string | Error | Promise<string>>(script.results, result);
      if (said instanceof Error) throw said;
      const text = await new Promise<string>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
        Promise.resolve(said).then(resolve, reject);
      });
      yield { type: "text", text };
      yield { type: "end", reason: "complete", calls: [], said: null, usage: script.usage };
    },
    async structured(request) {
      const isJudge = request.system.startsWith("You judge");
      (isJudge ? judges : drafts).push(request);
      const output = isJudge ? next(script.verdicts, allMet) : next<unknown>(script.rubrics, { criteria });
      if (output instanceof ModelError)
        return { type: "failed", failure: output.failure, usage: script.usage };
      return { type: "output", output, usage: script.usage };
    },
  };
  const world = await openSmallWorld({ model });
  const card = () => world.cards().findLast((each) => each.card.title.startsWith("Goal"))?.card;
  const id = () => card()?.sections.flatMap(({ actions }) => actions)[0]?.value ?? lastId;
  let lastId = "";
  return {
    world,
    script,
    makes,
    judges,
    drafts,
    async begin(text = "a short note on when we deploy") {
      await world.command("ben", `goal ${text}`);
      await world.settle(2);
    },
    async press(verb, person = "ben", fields) {
      lastId = id();
      const answer = fields
        ? await world.fill(person, `goal-${verb}`, lastId, fields)
        : await world.press(person, `goal-${verb}`, lastId);
      await world.settle(2);
      return answer.text ?? (answer.form ? `form ${answer.form.title}` : "");
    },
    card() {
      const found = [...world.standingById()].find(([, { content }]) =>
        content.card?.title.startsWith("Goal"),
      );
      if (!found) throw new Error("There is no goal");
      return found[0];
    },
    title: () => card()?.title ?? "",
    rubric: () =>
      (card()?.sections ?? []).flatMap(({ title, text }) => (title.includes("Criterion") ? [text] : [])),
    section: (title) => card()?.sections.find((each) => each.title === title)?.text ?? "",
  };
}
