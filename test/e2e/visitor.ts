import type { FieldValues } from "../../src/core/ports/platform.ts";
/** A button as the playground gives it. */
export interface SeenAction {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** A card as the playground gives it. */
export interface SeenCard {
  readonly title: string;
  readonly body: string;
  readonly footer: string;
  readonly sections: readonly {
    readonly title: string;
    readonly text: string;
    readonly note: string;
    readonly quotes: readonly { readonly text: string; readonly by: string; readonly link: string | null }[];
    readonly actions: readonly SeenAction[];
  }[];
  readonly actions: readonly SeenAction[];
}

/** A message as the playground gives it. */
export interface SeenMessage {
  readonly id: string;
  readonly channel: string;
  readonly thread?: string;
  readonly author: string;
  readonly text: string;
  readonly note?: string;
  readonly card?: SeenCard;
  readonly actions?: readonly SeenAction[];
  readonly files?: readonly { readonly name: string; readonly text: string }[];
  readonly streaming?: true;
  readonly edited?: true;
}

/** A private answer as the playground gives it. */
export interface SeenAnswer {
  readonly text?: string;
  readonly card?: SeenCard;
  readonly form?: {
    readonly action: string;
    readonly value: string;
    readonly fields: readonly { readonly id: string }[];
  };
}

/** A person at the playground's HTTP interface, by which programs drive it. */
export interface Visitor {
  say(channel: string, text: string, thread?: string): Promise<string>;
  edit(message: string, text: string): Promise<number>;
  remove(message: string): Promise<number>;
  command(text: string, channel?: string): Promise<SeenAnswer>;
  press(message: string, action: string, value: string, fields?: FieldValues): Promise<SeenAnswer>;
  messages(): Promise<readonly SeenMessage[]>;
  /** Waits until what this person sees fits, and gives what was looked for. Fails after ten seconds. */
  until<Found>(what: string, look: (messages: readonly SeenMessage[]) => Found | undefined): Promise<Found>;
  /** Waits for the complete answer to a message. */
  answerTo(message: string): Promise<SeenMessage>;
}

const patienceMs = 10_000;

export function visit(url: string, person: string): Visitor {
  const send = (method: string, path: string, body: unknown) =>
    fetch(`${url}/playground${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const post = async <Answer>(path: string, body: unknown): Promise<Answer> => {
    const response = await send("POST", path, body);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const messages = async () => {
    const response = await fetch(`${url}/playground/state?person=${person}`);
    return ((await response.json()) as { messages: SeenMessage[] }).messages;
  };
  const until: Visitor["until"] = async (what, look) => {
    const events = await fetch(`${url}/playground/events?person=${person}`, {
      signal: AbortSignal.timeout(patienceMs),
    });
    const reader = events.body?.getReader();
    try {
      for (;;) {
        const found = look(await messages());
        if (found !== undefined) return found;
        // Any event is a reason to look again; the time-out of the stream ends the wait.
        await reader?.read();
      }
    } catch (error) {
      throw new Error(`${person} never saw ${what}`, { cause: error });
    } finally {
      await reader?.cancel().catch(() => undefined);
    }
  };
  return {
    say: async (channel, text, thread) =>
      (await post<{ id: string }>("/messages", { person, channel, text, ...(thread ? { thread } : {}) })).id,
    edit: async (message, text) => (await send("PATCH", `/messages/${message}`, { person, text })).status,
    remove: async (message) => (await send("DELETE", `/messages/${message}`, { person })).status,
    command: (text, channel = "general") => post("/commands", { person, channel, text }),
    press: (message, action, value, fields) =>
      post("/actions", { person, message, action, value, ...(fields ? { fields } : {}) }),
    messages,
    until,
    answerTo: (message) =>
      until(`an answer to ${message}`, (seen) => {
        const asked = seen.findIndex(({ id }) => id === message);
        const { thread = message } = seen[asked] ?? {};
        return seen
          .slice(asked + 1)
          .find(
            (each) =>
              each.author === "reverie" &&
              each.streaming !== true &&
              each.card === undefined &&
              (each.thread === thread ||
                (each.thread === undefined && each.channel === seen[asked]?.channel)),
          );
      }),
  };
}

/** The newest card with something to decide among these messages, with its first section that fits. */
export function findProposal(messages: readonly SeenMessage[], text: RegExp) {
  for (const message of messages.toReversed()) {
    const section = message.card?.sections.find((each) => text.test(each.text));
    if (section) return { message, section, value: section.actions[0]?.value ?? "" };
  }
  return undefined;
}
