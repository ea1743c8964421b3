import type { MessageId } from "../ids.ts";
import type { Cancel, Clock } from "../ports/clock.ts";
import {
  type AnswerStream,
  type Content,
  type Delivery,
  type Place,
  plainContent,
} from "../ports/delivery.ts";
import { partTexts, splitMarkdown } from "../text/split-markdown.ts";

/** How a platform without native streaming shows an answer while it is written. */
export interface EditPace {
  /** The longest text of one message, in UTF-16 units. */
  readonly textLimit: number;
  readonly editIntervalMs: number;
  /** A failed draft is no failed answer: it is reported here, and the next draft or the end says it again. */
  readonly onDraftFailed: (cause: unknown) => void;
}

/**
 * An answer stream over post and update: an answer that is complete before the first edit would be due is
 * one post; a longer one is posted early and edited, never with two edits under way at once.
 */
export function createEditedStream(
  delivery: Pick<Delivery, "post" | "update">,
  place: Place,
  key: string,
  clock: Clock,
  pace: EditPace,
): AnswerStream {
  const shown: { id: MessageId; text: string }[] = [];
  let latest = "";
  let planned: Cancel | undefined;
  let drawing: Promise<void> = Promise.resolve();
  let ended = false;

  const draw = async (texts: readonly string[], content: Content) => {
    for (const [index, text] of texts.entries()) {
      const isLast = index === texts.length - 1;
      const part = { ...content, text, card: isLast ? content.card : null, note: isLast ? content.note : "" };
      const before = shown[index];
      if (!before) {
        const id = await delivery.post(place, part, `${key} ${index}`);
        shown.push({ id, text });
      } else if (before.text !== text || isLast) {
        await delivery.update(
          { workspace: place.workspace, channel: place.channel, message: before.id },
          part,
        );
        shown[index] = { id: before.id, text };
      }
    }
  };

  const split = (text: string) => partTexts(splitMarkdown(text, pace.textLimit));

  const drawDraft = () => {
    planned = undefined;
    if (ended) return;
    drawing = draw(split(latest), { ...plainContent(latest), isDraft: true })
      .catch(pace.onDraftFailed)
      .then(() => {
        if (!ended && shown.map(({ text }) => text).join("") !== split(latest).join("")) plan();
      });
  };

  const plan = () => {
    planned ??= clock.after(pace.editIntervalMs, () => {
      void drawing.then(drawDraft);
    });
  };

  return {
    show(text) {
      latest = text;
      if (!ended && text !== "") plan();
    },
    async finish(content) {
      ended = true;
      planned?.();
      await drawing;
      await draw(split(content.text), content);
      return shown.map(({ id }) => id);
    },
  };
}
