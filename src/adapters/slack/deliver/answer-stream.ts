import { createEditedStream } from "../../../core/conversation/edited-stream.ts";
import type { MessageId, PersonId } from "../../../core/ids.ts";
import type { Cancel, Clock } from "../../../core/ports/clock.ts";
import type { AnswerStream, Content, Place } from "../../../core/ports/delivery.ts";
import type { Log } from "../../../core/ports/log.ts";
import { splitIntoTexts } from "../../../core/text/split-markdown.ts";
import type { NativeStreams, OpenStream } from "./native-stream.ts";
import type { NativeSupport } from "./native-support.ts";
import type { Poster } from "./poster.ts";
import type { Status } from "./status.ts";

/** What answers are shown with. */
export interface StreamParts {
  readonly poster: Poster;
  readonly native: NativeStreams;
  readonly support: NativeSupport;
  readonly status: Status;
  readonly clock: Clock;
  readonly log: Log;
  /** The longest text of one message, in UTF-16 units. */
  readonly textLimit: number;
}

/** How long after the first words an answer that is not complete is shown, and how often it grows then, in milliseconds. */
const firstDraftMs = 1000;
const appendMs = 700;
/** How often a posted answer is edited where Slack streams nothing, in milliseconds. */
const editMs = 1200;

/**
 * An answer on Slack. What is complete at once is one post. What takes longer is streamed natively where the
 * workspace has that, else posted early and edited. The messages stand under the keys that the edited stream
 * gives its parts, so that a run that begins again finds them, whichever way they came to be.
 */
export function createAnswerStream(
  parts: StreamParts,
  place: Place,
  key: string,
  reader: PersonId,
): AnswerStream {
  const { clock, log, native, poster, support } = parts;
  const onDraftFailed = (cause: unknown) => log.warn("draft-failed", { channel: place.channel }, cause);
  const edited = createEditedStream(poster, place, key, clock, {
    split: (text) => splitIntoTexts(text, parts.textLimit),
    firstDraftMs: editMs,
    editIntervalMs: editMs,
    onDraftFailed,
  });
  const endStatus = parts.status.begin(place);
  const firstKey = `${key} 0`;
  poster.announce(place, firstKey);
  let isNative = place.thread !== null && support.isExpected();
  let open: OpenStream | undefined;
  let latest = "";
  let planned: Cancel | undefined;
  let drawing: Promise<void> = Promise.resolve();
  let hasEnded = false;

  /** Goes on with edits, as where Slack streams nothing. */
  const giveUpStreaming = () => {
    isNative = false;
    if (!hasEnded) edited.show(latest);
  };

  const begin = async () => {
    // An answer to an edited question, or of a run that died, stands already: it is drawn in place.
    if (await poster.standing(place, firstKey)) return giveUpStreaming();
    const begun = await native.begin(place, firstKey, reader, latest);
    if (begun.type === "refused") return giveUpStreaming();
    if (begun.type === "open") open = begun.stream;
  };

  const plan = (delayMs: number) => {
    planned ??= clock.after(delayMs, () => {
      planned = undefined;
      drawing = drawing
        .then(async () => {
          if (hasEnded || !isNative) return;
          if (open) await open.show(latest);
          else await begin();
        })
        .catch(onDraftFailed)
        .then(() => {
          if (!hasEnded && isNative) plan(appendMs);
        });
    });
  };

  return {
    show(text) {
      latest = text;
      if (hasEnded || text.trim() === "") return;
      if (!isNative) edited.show(text);
      else plan(open ? appendMs : firstDraftMs);
    },
    async finish(content: Content): Promise<readonly MessageId[]> {
      hasEnded = true;
      planned?.();
      await drawing;
      try {
        const streamed = await open?.end(content);
        // Where the stream does not say it all, its message is drawn again, under the same key.
        return streamed ?? (await edited.finish(content));
      } finally {
        endStatus();
      }
    },
    abandon() {
      hasEnded = true;
      planned?.();
      edited.abandon();
      poster.withdraw(place, firstKey);
      endStatus();
    },
  };
}
