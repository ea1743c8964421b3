import { ButtonStyle, Routes } from "discord.js";
import { PlatformError } from "../../../core/errors.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import { applicationWorkspace } from "../identity.ts";
import { buttonWith, rowOf } from "../render/buttons.ts";
import { customIdOf } from "../render/custom-id.ts";
import { contentBody, type DiscordMessageBody } from "../render/discord-message-body.ts";
import { verbatimLine } from "../render/verbatim.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import type { Belonging, SharedServer } from "./direct-talk.ts";
import { createWaitingTalk } from "./waiting-talk.ts";

/** The verb of the buttons that name a server. */
export const serverVerb = "server";

/** The most servers that one message offers: five rows of five buttons. */
const offeredAtMost = 25;
const rowLength = 5;

/** How long nobody is asked again, in milliseconds: what was said meanwhile waits behind the same buttons. */
const askedForMs = 60 * 1000;

/** Asks which server a direct conversation is about, before anything of it is read. */
export interface ServerChoice {
  /**
   * Asks in the conversation. `message` waits for the choice, behind others that do. Where nothing may be said there
   * nobody is asked; rejects with any other PlatformError.
   */
  ask(channel: string, message: string, belonging: Exclude<Belonging, { type: "server" }>): Promise<void>;
}

/** What a button of the choice stands for: a server, and the message that waits for it, or none. */
export interface ChosenServer {
  readonly guildId: string;
  readonly message: string | null;
}

export function readChoice(value: string): ChosenServer | undefined {
  const [, guildId, message] = /^(\d{1,20}):(\d{1,20}|-)$/u.exec(value) ?? [];
  if (guildId === undefined || message === undefined) return undefined;
  return { guildId, message: message === "-" ? null : message };
}

/** The question with a button for each server. */
export function choiceBody(servers: readonly SharedServer[], message: string | null): DiscordMessageBody {
  const buttons = servers
    .slice(0, offeredAtMost)
    .map(({ id, name }) =>
      buttonWith(customIdOf(serverVerb, `${id}:${message ?? "-"}`), name, ButtonStyle.Secondary),
    );
  const rows = Array.from({ length: Math.ceil(buttons.length / rowLength) }, (_, row) =>
    rowOf(buttons.slice(row * rowLength, (row + 1) * rowLength)),
  );
  return contentBody(
    "We are both in several servers. Which one is this conversation about? What belongs to one is never used for another. These buttons stay: press another one whenever you want to change.",
    rows,
  );
}

/** What is said once a server was chosen. */
export function chosenSentence(name: string): string {
  return `This conversation is about **${verbatimLine(name)}** from here on.`;
}

export const noServerSentence =
  "We are in no server together, so there is nothing that I may answer from. Ask me in a server that I am in.";

export function createServerChoice(calls: DiscordCalls, documents: Documents, log: Log): ServerChoice {
  const waiting = createWaitingTalk(documents);
  return {
    async ask(channel, message, belonging) {
      const isToChoose = belonging.type === "to-choose";
      const first = isToChoose ? await waiting.begin(channel, message) : message;
      const key = { workspace: applicationWorkspace, kind: "discord-server-asked", name: channel };
      if (!(await documents.add(key, true, askedForMs))) return;
      const body = isToChoose ? choiceBody(belonging.servers, first) : contentBody(noServerSentence, []);
      const kind = { method: "post", channel, repeatable: true };
      const whole = { ...body, nonce: message, enforce_nonce: true };
      try {
        await calls.call(kind, (rest) => rest.post(Routes.channelMessages(channel), { body: whole }));
      } catch (error) {
        if (error instanceof PlatformError && error.permanent) {
          log.warn("server-not-asked", { code: error.code }, error);
          return;
        }
        // Nobody was asked: the next try is to ask.
        await documents.delete(key);
        throw error;
      }
      log.info("server-asked", { shared: isToChoose ? belonging.servers.length : 0 });
    },
  };
}
