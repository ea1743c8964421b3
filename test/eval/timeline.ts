import type { Attack, DataSet, Question, TeamMessage } from "./data-set.ts";

/** What happens in a replay, in its order. */
export type Happening =
  | { readonly type: "said"; readonly message: TeamMessage; readonly attack: Attack | null }
  | { readonly type: "asked"; readonly at: number; readonly question: Question };

/** A message that the timeline knows, with the attack that planted it. */
export interface Said {
  readonly message: TeamMessage;
  readonly attack: Attack | null;
}

/** Between a message and what is planted or asked after it, in milliseconds. */
const stepMs = 1000;

/** Puts messages, planted messages and questions in one order. What stands after an unknown message comes first. */
export function timelineOf({ messages, questions, attacks }: DataSet): Happening[] {
  const at = new Map(messages.map((message) => [message.id, message.at]));
  const first = messages[0]?.at ?? 0;
  const atOf = (id: string) => at.get(id) ?? readInstant(id) ?? first;
  const said: Said[] = [
    ...messages.map((message) => ({ message, attack: null })),
    ...attacks.flatMap((attack) =>
      attack.insert.map(({ after, person, channel, text }, index) => ({
        message: {
          id: `planted-${attack.id}-${index + 1}`,
          at: atOf(after) + stepMs * (index + 1),
          channel,
          person,
          text,
        },
        attack,
      })),
    ),
  ];
  const happenings: Happening[] = [
    ...said.map((each): Happening => ({ type: "said", ...each })),
    ...questions.map(
      (question): Happening => ({ type: "asked", at: atOf(question.after) + stepMs / 2, question }),
    ),
  ];
  return happenings.toSorted((one, other) => instantOf(one) - instantOf(other));
}

export function instantOf(happening: Happening): number {
  return happening.type === "said" ? happening.message.at : happening.at;
}

function readInstant(text: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}/u.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(at) ? at : undefined;
}
