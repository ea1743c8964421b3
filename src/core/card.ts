/**
 * What a button asks for. Proposals have approve, edit, reject and undo; the rest belong to answers and
 * forms of Reverie's own. Platforms carry a verb as `reverie:<verb>`.
 */
export type ActionVerb = string;

/** The prefix of a button's id on every platform. */
const actionPrefix = "reverie:";

/** The id under which a platform carries a button. */
export function actionId(verb: ActionVerb): string {
  return `${actionPrefix}${verb}`;
}

/** The verb of a button's id, or undefined where the id is not Reverie's. */
export function verbOf(action: string): ActionVerb | undefined {
  return action.startsWith(actionPrefix) ? action.slice(actionPrefix.length) : undefined;
}

/** A button. `value` is an opaque id; the right of whoever presses is checked at the press (law 8). */
export interface CardAction {
  readonly verb: ActionVerb;
  readonly label: string;
  /** For screen readers, where the label alone would be ambiguous beside its twins. */
  readonly description: string;
  readonly style: "primary" | "plain" | "danger";
  readonly value: string;
}

/** Verbatim words of a person, shown as plain text and never rendered as markup. */
export interface CardQuote {
  readonly text: string;
  readonly by: string;
  /** Where the words can be read, or null where the platform has no link. */
  readonly link: string | null;
}

/** One thing on a card, with its own buttons. */
export interface CardSection {
  readonly title: string;
  /** Plain text, shown byte for byte: on a proposal, exactly what will be stored. */
  readonly text: string;
  /** The text that this one would replace, or null. */
  readonly before: string | null;
  readonly note: string;
  /** Why to look twice, a sentence each: shown before everything else of the section. */
  readonly warnings: readonly string[];
  readonly quotes: readonly CardQuote[];
  readonly actions: readonly CardAction[];
}

/** The warnings of a section in one line; empty where there are none. */
export function warningLine({ warnings }: Pick<CardSection, "warnings">): string {
  return warnings.length === 0 ? "" : `⚠️ Look twice: ${warnings.join(" ")}`;
}

/** A message with structure. Platforms render it to their own components; core never sees those. */
export interface Card {
  readonly title: string;
  readonly body: string;
  readonly sections: readonly CardSection[];
  readonly footer: string;
}

/** One input of a form. */
export type FormField =
  | {
      readonly type: "text";
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly maxLength: number;
      readonly multiline: boolean;
    }
  | {
      readonly type: "select";
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | { readonly type: "toggle"; readonly id: string; readonly label: string; readonly value: boolean }
  /** Any of up to ten options: none, one or several. */
  | {
      readonly type: "choices";
      readonly id: string;
      readonly label: string;
      readonly values: readonly string[];
      readonly options: readonly { readonly value: string; readonly label: string }[];
    };

/** A dialogue of one to five fields. Submitting it comes back as the same verb and value, with the fields. */
export interface Form {
  readonly verb: ActionVerb;
  readonly value: string;
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly FormField[];
}

/** What only the person who acted sees. */
export interface PrivateAnswer {
  readonly text: string | null;
  readonly card: Card | null;
  readonly form: Form | null;
}

/** A private answer of one sentence. */
export function say(text: string): PrivateAnswer {
  return { text, card: null, form: null };
}

/** A private answer that is a card. */
export function show(card: Card): PrivateAnswer {
  return { text: null, card, form: null };
}
