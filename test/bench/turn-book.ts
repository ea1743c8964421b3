import { instantMs } from "./instant.ts";

/** When a question left and when its complete answer had come in, by `instantMs`. */
export interface Asked {
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
}

/** What is kept of one message. */
interface Said {
  sentAtMs: number | undefined;
  readonly answeredAtMs: PromiseWithResolvers<number>;
}

/** Messages and their answers, whichever of answer and asker comes first. Instants are those of `instantMs`. */
export class TurnBook {
  readonly #said = new Map<string, Said>();

  /** The message left. What is told of it again later counts no more. */
  sent(message: string, atMs: number): void {
    this.#of(message).sentAtMs ??= atMs;
  }

  /** The complete answer to the message stands: now, unless told otherwise. */
  answered(message: string, atMs = instantMs()): void {
    this.#of(message).answeredAtMs.resolve(atMs);
  }

  /** Resolves once the complete answer stands. Asked for once. */
  async answerTo(message: string): Promise<Asked> {
    const said = this.#of(message);
    const answeredAtMs = await said.answeredAtMs.promise;
    this.#said.delete(message);
    if (said.sentAtMs === undefined) throw new Error("An answer came before its question left");
    return { sentAtMs: said.sentAtMs, answeredAtMs };
  }

  #of(message: string): Said {
    const said = this.#said.get(message) ?? {
      sentAtMs: undefined,
      answeredAtMs: Promise.withResolvers<number>(),
    };
    this.#said.set(message, said);
    return said;
  }
}
