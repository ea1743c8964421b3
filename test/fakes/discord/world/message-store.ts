import { byAge } from "./snowflakes.ts";
import type { StoredMessage } from "./stored-message.ts";

/** The messages of all channels, those for one person too. */
export class MessageStore {
  readonly #byChannel = new Map<string, Map<string, StoredMessage>>();
  readonly #byNonce = new Map<string | number, StoredMessage>();

  add(message: StoredMessage): StoredMessage {
    if (message.nonce !== null) this.#byNonce.set(message.nonce, message);
    const messages = this.#byChannel.get(message.channelId) ?? new Map<string, StoredMessage>();
    messages.set(message.id, message);
    this.#byChannel.set(message.channelId, messages);
    return message;
  }

  remove(channelId: string, id: string): void {
    this.#byChannel.get(channelId)?.delete(id);
  }

  find(channelId: string, id: string): StoredMessage | undefined {
    return this.#byChannel.get(channelId)?.get(id);
  }

  /** The last message with the nonce, even if it is gone. */
  byNonce(nonce: string | number): StoredMessage | undefined {
    return this.#byNonce.get(nonce);
  }

  /** A channel's messages that all of its people see, the oldest first. */
  shared(channelId: string): StoredMessage[] {
    return this.#all(channelId).filter(({ onlyFor }) => onlyFor === null);
  }

  /** What only this person sees, anywhere, the oldest first. */
  privateTo(personId: string): StoredMessage[] {
    const all = [...this.#byChannel.keys()].flatMap((channelId) => this.#all(channelId));
    return all.filter(({ onlyFor }) => onlyFor === personId).sort((one, other) => byAge(one.id, other.id));
  }

  #all(channelId: string): StoredMessage[] {
    return [...(this.#byChannel.get(channelId)?.values() ?? [])];
  }
}
