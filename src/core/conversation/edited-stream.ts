import { PlatformError } from "../errors.ts";
import type { MessageId } from "../ids.ts";
import type { Cancel, Clock } from "../ports/clock.ts";
import {
  type AnswerStream,
  type Content,
  type Delivery,
  type Place,
  plainContent,
} from "../ports/delivery.ts";

/** How a platform without native streaming shows an answer while it is written. */
export interface EditPace {
  /** The messages of a text, in order: what the platform shows of it, none longer than it takes. */
  readonly split: (text: string) => readonly string[];
  /** How long after the first words an answer that is not complete is posted, in milliseconds. */
  readonly firstDraftMs: number;
  /** How long after a draft the next is due, in milliseconds. */
  readonly editIntervalMs: number;
  /** A failed draft is no failed answer: it is reported here, and the next draft or the end says it again. */
  readonly onDraftFailed: (cause: unknown) => void;
}

interface Shown {
  readonly id: MessageId;
  readonly text: string;
  readonly isDraft: boolean;
}

/**
 * An answer stream over post and update: an answer that is complete before the first edit would be due is
 * one post; a longer one is posted early and edited, never with two edits under way at once. Messages that
 * a draft needed and the answer does not are removed at the end.
 */
export function createEditedStream(
  delivery: Pick<Delivery, "post" | "update" | "remove">,
  place: Place,
  key: string,
  clock: Clock,
  pace: EditPace,
): AnswerStream {
  const shown: Shown[] = [];
  let latest = "";
  let planned: Cancel | undefined;
  let drawing: Promise<void> = Promise.resolve();
  let ended = false;
  let isDrawing = false;
  let isRefused = false;

  const refOf = ({ id }: Shown) => ({ workspace: place.workspace, channel: place.channel, message: id });

  const draw = async (texts: readonly string[], content: Content) => {
    const { isDraft } = content;
    for (const [index, text] of texts.entries()) {
      const part = partOf(content, text, index === texts.length - 1);
      const before = shown[index];
      if (!before) {
        const id = await delivery.post(place, part, `${key} ${index}`);
        shown.push({ id, text, isDraft });
      } else if (before.text !== text || before.isDraft !== isDraft) {
        await delivery.update(refOf(before), part);
        shown[index] = { id: before.id, text, isDraft };
      }
    }
  };

  const { split } = pace;

  const drawDraft = () => {
    planned = undefined;
    // After a restart there may be nothing to say for a while: what stands stays until there is.
    if (ended || isBlank(latest)) return;
    isDrawing = true;
    drawing = draw(split(latest), { ...plainContent(latest), isDraft: true })
      .catch((cause: unknown) => {
        // Where nothing may be said, the end is refused as well: that is soon enough.
        isRefused = cause instanceof PlatformError && cause.permanent;
        pace.onDraftFailed(cause);
      })
      .then(() => {
        isDrawing = false;
        if (!ended && !isRefused && split(latest).some((text, index) => shown[index]?.text !== text)) plan();
      });
  };

  const plan = () => {
    // The pause counts from the end of a draft: whoever is slow is not pressed.
    if (isDrawing) return;
    planned ??= clock.after(shown.length === 0 ? pace.firstDraftMs : pace.editIntervalMs, () => {
      void drawing.then(drawDraft);
    });
  };

  // Only at the end, because a key that was posted once cannot be posted again.
  const removeSurplus = async (count: number) => {
    for (const surplus of shown.splice(count)) {
      await delivery.remove(refOf(surplus)).catch(pace.onDraftFailed);
    }
  };

  return {
    show(text) {
      latest = text;
      if (!ended && !isRefused && !isBlank(text)) plan();
    },
    async finish(content) {
      ended = true;
      planned?.();
      await drawing;
      const parts = split(content.text);
      // A card needs no text beside it.
      const texts = parts.length > 0 ? parts : [""];
      await draw(texts, content);
      await removeSurplus(texts.length);
      return shown.map(({ id }) => id);
    },
    abandon() {
      ended = true;
      planned?.();
    },
  };
}

/** What stands below an answer stands below its last part. */
function partOf(content: Content, text: string, isLast: boolean): Content {
  return isLast ? { ...content, text } : { ...plainContent(text), isDraft: content.isDraft };
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
