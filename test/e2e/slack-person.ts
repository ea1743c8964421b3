import type { JsonObject } from "../fakes/messages-server/json-value.ts";
import type { Fields } from "../fakes/slack/acts/form-values.ts";
import type { Interaction } from "../fakes/slack/acts/interaction.ts";
import type { StandingMessage } from "../fakes/slack/acts/look.ts";
import type { SlackOffice } from "./slack-office.ts";
import { wordsIn } from "./slack-reader.ts";

/** Somebody in a workspace, with what they do and what they alone are shown for it. */
export interface SlackPerson {
  /** Runs a slash command and gives the words of its private answer. */
  command(channel: string, text: string): Promise<string>;
  /** Presses a button of a message and gives the words of the private answer. */
  press(message: Pressable, action: string, value: string): Promise<string>;
  /** Does what opens a form, and gives the form. */
  open(act: () => Interaction): Promise<JsonObject>;
  /** Submits the form that is open, and gives the words of the private answer. */
  submit(fields: Fields): Promise<string>;
  /** Presses a button of their page and gives the words of the dialogue that opens. */
  pressHome(action: string, value: string): Promise<string>;
}

type Pressable = Pick<StandingMessage, "channel" | "ts">;

/** The person by that name. One act at a time: a private answer does not say what it is an answer to. */
export function personIn({ fake, until }: SlackOffice, person: string): SlackPerson {
  const privately = async (act: () => Interaction): Promise<string> => {
    const before = fake.world.ephemerals({ person }).length;
    await acknowledged(act());
    const shown = await until(
      `a private answer to ${person}`,
      () => fake.world.ephemerals({ person })[before],
    );
    return wordsIn(shown.blocks);
  };
  const open = async (act: () => Interaction): Promise<JsonObject> => {
    const before = fake.world.modal({ person })?.id;
    await acknowledged(act());
    return until(`a dialogue for ${person}`, () => {
      const view = fake.world.modal({ person });
      return view && view.id !== before ? view : undefined;
    });
  };
  return {
    command: (channel, text) => privately(() => fake.world.command({ person, channel, text })),
    press: ({ channel, ts }, action, value) =>
      privately(() => fake.world.press({ person, channel, ts, action, value })),
    open,
    submit: (fields) => privately(() => fake.world.submit({ person, fields })),
    pressHome: async (action, value) => {
      const view = await open(() => fake.world.pressInView({ person, in: "home", action, value }));
      fake.world.closeModal({ person });
      return wordsIn(view.blocks);
    },
  };
}

async function acknowledged({ answer }: Interaction): Promise<void> {
  const { type } = await answer;
  if (type !== "acknowledged") throw new Error("Slack got no answer within 3 seconds");
}
