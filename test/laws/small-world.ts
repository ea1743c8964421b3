import { onTestFinished } from "vitest";
import { createBot } from "../../src/bot.ts";
import type { Card, CardSection, PrivateAnswer } from "../../src/core/card.ts";
import type { PlatformError } from "../../src/core/errors.ts";
import { asId, type ChannelId, type MessageId, type PersonId, type WorkspaceId } from "../../src/core/ids.ts";
import type { AttachedFile, Reach, Role } from "../../src/core/message.ts";
import type { Parts } from "../../src/core/parts.ts";
import type { Place } from "../../src/core/ports/delivery.ts";
import type { Model } from "../../src/core/ports/model.ts";
import type { FieldValues, IncomingMessage, Interaction } from "../../src/core/ports/platform.ts";
import { openHouse } from "../doubles/house.ts";
import type { ManualClock } from "../doubles/manual-clock.ts";
import type { SilentLog } from "../doubles/silent-log.ts";
import { drawable } from "./drawable.ts";
import { type Fault, faultOnce, faultyPort } from "./faulty-port.ts";
import { type AttachedText, createMemoryPlatform, type Standing, workspace } from "./memory-platform.ts";

/** A file that somebody attaches. */
export interface Upload {
  readonly name: string;
  readonly content: Uint8Array;
}

/** What may come with what somebody says. */
export interface SaidMore {
  readonly file?: Upload;
  readonly thread?: MessageId;
}

/** Where something unheard was said. */
interface Planted {
  readonly thread?: MessageId;
  readonly repliesTo?: MessageId;
}

/** A bot over a real store and a platform in memory, with faults that can be switched on. */
export interface SmallWorld {
  /** Where the store's files are. */
  readonly dataDir: string;
  readonly parts: Parts;
  readonly clock: ManualClock;
  /** The reach of each channel, as a test changes it. */
  readonly reaches: Map<string, Reach>;
  /** The channels of which nothing but mentions is told. */
  readonly unfollowed: Set<string>;
  /** The role of each person as the platform knows it; its directory tells of a change when it is asked again. */
  readonly roles: Map<string, Role>;
  /** What the platform shows of a message when it is asked again; of any other it does not tell. */
  readonly rereads: Map<string, string | "gone">;
  /** The files that Reverie attached, by their keys. */
  readonly attached: ReadonlyMap<string, AttachedText>;
  /** What stands on the platform of people's words; what is said in this world joins it. */
  readonly past: IncomingMessage[];
  /** Has the platform refuse to read the past, until it is told otherwise. */
  refusePast(refusal: PlatformError | null): void;
  /** Has something have been said unheard, so long ago in milliseconds; gives the message's id. */
  plant(person: string, channel: string, text: string, ago: number, more?: Planted): MessageId;
  /** Says who is in a channel. */
  members(channel: string, people: readonly string[]): void;
  /** The workspaces that the platform serves. */
  readonly served: Set<WorkspaceId>;
  outage(isOut: boolean): void;
  readonly log: SilentLog;
  /** The platform tells that Reverie was removed. */
  leave(): Promise<void>;
  /** Moves the clock on, second by second, and lets all work run. */
  settle(seconds?: number): Promise<void>;
  /** Says something; gives the message's id. */
  say(person: string, channel: string, text: string, more?: SaidMore): Promise<MessageId>;
  /** Edits a message now; `editedAt` tells the same edit again. Gives the edit's instant. */
  edit(message: MessageId, person: string, channel: string, text: string, editedAt?: number): Promise<number>;
  /** Whoever said it takes it back. */
  takeBack(message: MessageId): Promise<void>;
  command(person: string, text: string, channel?: string): Promise<PrivateAnswer>;
  press(person: string, verb: string, value: string): Promise<PrivateAnswer>;
  /** Submits a form. */
  fill(person: string, verb: string, value: string, fields: FieldValues): Promise<PrivateAnswer>;
  /** Asks for a dream and waits for its end. */
  dream(person: string): Promise<void>;
  /** Approves, as Ana, the proposal that a card shows with these words. */
  approve(words: string): Promise<void>;
  /** Has an operation fail once. A test in which that never happens fails: it would show nothing. */
  failOnce(operation: string, detail: RegExp, error?: Error): void;
  /** Has the call of a store or the platform fail that comes after so many others. False later where none came. */
  failAfter(calls: number): () => boolean;
  /** Has something happen before each call of a store or the platform. */
  onCall(happens: (operation: string, detail: string) => void): void;
  standing(): readonly Standing[];
  standingById(): ReadonlyMap<MessageId, Standing>;
  cards(): readonly { readonly place: Place; readonly card: Card }[];
  sections(): readonly CardSection[];
  /** All that Reverie says on the platform, in one text. */
  said(): string;
  memories(person: string, which: "team" | "mine"): Promise<string[]>;
  /** The id of the first memory that Ana is shown of the team's. */
  teamMemoryId(): Promise<string>;
}

/** Opens a small world that closes when the test has finished. */
export async function openSmallWorld(options: { readonly model?: Model } = {}): Promise<SmallWorld> {
  const house = openHouse({ now: Date.UTC(2026, 10, 22, 12), ...options });
  const { clock } = house;
  let fault: Fault = () => undefined;
  const ask: Fault = (operation, detail) => fault(operation, detail);
  const { platform, handler, standing, ...switches } = createMemoryPlatform(clock, ask);
  const jobs = faultyPort(house.parts.jobs, "jobs", ask);
  const ledger = faultyPort(house.parts.ledger, "ledger", ask);
  const history = faultyPort(house.parts.history, "history", ask);
  const documents = faultyPort(house.parts.documents, "documents", ask);
  const parts: Parts = { ...house.parts, history, documents, jobs, ledger, platforms: [platform] };
  const bot = createBot(parts);
  onTestFinished(async () => {
    fault = () => undefined;
    await bot.stop(0);
    await settled(house.close());
  });
  await bot.start();

  /** Lets the clock's work run, without time passing, until the promise is settled. */
  async function settled<Result>(promise: Promise<Result>): Promise<Result> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    promise.then(done, done);
    while (!isDone) await clock.advance(0);
    return promise;
  }
  const act = (person: string, channel = "general") => ({
    workspace,
    person: asId<PersonId>(person),
    channel: asId<ChannelId>(channel),
  });
  const tell = (type: "message-said" | "message-edited", given: Telling) => {
    const message = incomingOf({ ...given, saidAt: clock.now() });
    switches.past.push(message);
    return handler().receive({ type, workspace, message });
  };
  const answered = async (interaction: Interaction) => drawable(await settled(handler().answer(interaction)));
  let said = 0;

  const world: SmallWorld = {
    dataDir: house.dataDir,
    plant(person, channel, text, ago, more = {}) {
      said += 1;
      const id = asId<MessageId>(`m${said}`);
      const saidAt = clock.now() - ago;
      const message = incomingOf({ id, person, channel, text, saidAt, version: saidAt });
      switches.past.push({ ...message, ...more });
      return id;
    },
    parts,
    clock,
    log: house.log,
    ...switches,
    async takeBack(message) {
      await settled(handler().receive({ type: "message-deleted", workspace, message }));
    },
    leave: () => handler().receive({ type: "workspace-left", workspace }),
    async settle(seconds = 40) {
      for (let second = 0; second < seconds; second += 1) await clock.advance(1000);
    },
    async say(person, channel, text, { file, thread } = {}) {
      said += 1;
      const id = asId<MessageId>(`m${said}`);
      if (file) switches.uploads.set(id, file.content);
      const files = file
        ? [{ id, name: file.name, mediaType: "text/plain", sizeBytes: file.content.length }]
        : [];
      const threaded = thread ? { thread } : {};
      await tell("message-said", { id, person, channel, text, files, version: clock.now(), ...threaded });
      return id;
    },
    async edit(id, person, channel, text, editedAt = clock.now() + 1) {
      await tell("message-edited", { id, person, channel, text, version: editedAt });
      return editedAt;
    },
    command: (person, text, channel) =>
      answered({ type: "command-run", thread: null, ...act(person, channel), text }),
    press: (person, verb, value) =>
      answered({ type: "button-pressed", ...act(person), verb, value, message: null }),
    fill: (person, verb, value, fields) =>
      answered({ type: "form-submitted", ...act(person), verb, value, fields }),
    async dream(person) {
      await world.command(person, "dream now");
      await world.settle();
    },
    async approve(words) {
      const section = world.sections().find(({ text }) => text.includes(words));
      const approval = section?.actions[0];
      if (!approval) throw new Error(`No card offers to approve ${words}`);
      await world.press("ana", "approve", approval.value);
      await world.settle();
    },
    failOnce(operation, detail, error = new Error("A fault of the test")) {
      const once = faultOnce(operation, detail, error);
      fault = once.fault;
      onTestFinished(() => {
        if (once.isToCome()) throw new Error(`${operation} was never called with ${detail}`);
      });
    },
    onCall(happens) {
      fault = happens;
    },
    failAfter(calls) {
      let left = calls;
      fault = () => {
        left -= 1;
        if (left === 0) throw new Error("A fault of the test");
      };
      return () => left <= 0;
    },
    standing: () => [...standing.values()],
    standingById: () => standing,
    cards: () =>
      world.standing().flatMap(({ place, content }) => (content.card ? [{ place, card: content.card }] : [])),
    sections: () => world.cards().flatMap(({ card }) => card.sections),
    said: () =>
      world
        .standing()
        .map(({ content }) => content.text)
        .join("\n"),
    memories: async (person, which) =>
      (await world.command(person, `memory ${which}`)).card?.sections.map(({ text }) => text) ?? [],
    teamMemoryId: async () =>
      (await world.command("ana", "memory team")).card?.sections[0]?.title.split(" ")[0] ?? "",
  };
  return world;
}

interface Telling {
  readonly id: MessageId;
  readonly person: string;
  readonly channel: string;
  readonly text: string;
  readonly version: number;
  readonly files?: readonly AttachedFile[];
  readonly thread?: MessageId;
}

function incomingOf(told: Telling & { readonly saidAt: number }): IncomingMessage {
  const { id, person, channel, text, saidAt, version, files = [], thread = null } = told;
  return {
    id,
    channel: asId(channel),
    thread,
    author: asId(person),
    text,
    asked: text.replace(/^@reverie\s*/u, ""),
    mentionsReverie: text.includes("@reverie"),
    mentionsOthers: false,
    repliesTo: null,
    files,
    saidAt,
    version,
  };
}
