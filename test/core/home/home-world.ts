import type { Card, Form, PrivateAnswer } from "../../../src/core/card.ts";
import { homeActions } from "../../../src/core/home/home-actions.ts";
import { homeCard } from "../../../src/core/home/home-card.ts";
import { rememberChosen } from "../../../src/core/home/remember-chosen.ts";
import { asId, type MessageId } from "../../../src/core/ids.ts";
import type { FieldValues } from "../../../src/core/ports/platform.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "../../laws/small-world.ts";

/** A small world with the pages that people have of their own, and messages that they choose. */
export interface HomeWorld extends SmallWorld {
  home(person: string): Promise<Card>;
  /** Chooses "Remember this" on a message. */
  choose(person: string, chosen: Chosen): Promise<PrivateAnswer>;
  submit(person: string, form: Pick<Form, "value"> | null, fields: FieldValues): Promise<PrivateAnswer>;
  /** Lets work run, without time passing, until the promise is settled. */
  settled<Result>(promise: Promise<Result>): Promise<Result>;
}

/** A message that somebody chose, as a platform tells it. */
export interface Chosen {
  readonly id: MessageId;
  readonly channel: string;
  readonly author: string;
  readonly text: string;
}

/** Opens a home world that closes when the test has finished. */
export async function openHomeWorld(): Promise<HomeWorld> {
  const world = await openSmallWorld();
  const { parts, clock } = world;
  async function settled<Result>(promise: Promise<Result>): Promise<Result> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    promise.then(done, done);
    while (!isDone) await clock.advance(0);
    return promise;
  }
  const act = (person: string, channel: string) => ({
    workspace,
    person: asId<never>(person),
    channel: asId<never>(channel),
  });
  return {
    ...world,
    settled,
    home: (person) => settled(homeCard(parts, workspace, asId(person))),
    choose(person, { id, channel, author, text }) {
      const message = {
        id,
        channel: asId<never>(channel),
        thread: null,
        author: asId<never>(author),
        text,
        asked: text,
        mentionsReverie: false,
        mentionsOthers: false,
        repliesTo: null,
        files: [],
        saidAt: clock.now(),
        version: clock.now(),
      };
      return settled(rememberChosen(parts, { type: "message-chosen", ...act(person, channel), message }));
    },
    submit(person, form, fields) {
      const remember = homeActions.remember;
      if (!form || !remember) throw new Error("There is no form to submit");
      const press = { ...act(person, `dm-${person}`), value: form.value, fields, message: null };
      return settled(remember(parts, press));
    },
  };
}
