import { type Audience, channelAudience, personAudience, team } from "../audience.ts";
import { type PrivateAnswer, say, show } from "../card.ts";
import { proposalOnTop } from "../memory/draft-proposal.ts";
import { settleLosses } from "../memory/evidence.ts";
import { findVisibleMemory, forgetMemory } from "../memory/forget-memory.ts";
import { readMarks } from "../memory/marks.ts";
import { changeSection, readHistoryFor } from "../memory/memory-history.ts";
import { memorySection } from "../memory/memory-section.ts";
import { readNaming } from "../memory/naming.ts";
import { audienceLabel } from "../memory/proposal-card.ts";
import { redraw } from "../memory/proposal-cards.ts";
import { readBookFor } from "../memory/readable-books.ts";
import { decide } from "../memory/remember.ts";
import { takenBack, takenBackSentence } from "../memory/review.ts";
import { checkRight, maySee, nothingThere, readStanding } from "../memory/rights.ts";
import { currentChange, type Memory, memoryState } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { CommandParameter } from "../ports/platform.ts";
import { type Command, type CommandCall, oneId } from "./command.ts";
import { memoryHealth } from "./memory-health.ts";

const memoryParameter: CommandParameter = {
  name: "id",
  summary: "the id of the memory",
  isRequired: true,
  takes: { type: "memory" },
};

/** Seeing memory, taking back what was decided, and forgetting. */
export const memoryCommands: readonly Command[] = [
  {
    words: "memory",
    parameters: [
      {
        name: "whose",
        summary: "whose memories: yours unless you say; health tells what they lack",
        isRequired: false,
        takes: {
          type: "choice",
          values: ["mine", "team", "channel", "health mine", "health team", "health channel"],
        },
      },
    ],
    summary: "what is remembered, and where it came from",
    accepts: (rest) => /^(?:health\b\s*)?(?:mine|me|team|channel)?$/iu.test(rest),
    isOpen: false,
    run: listMemories,
  },
  {
    words: "history",
    parameters: [memoryParameter],
    summary: "how a memory came to say what it says",
    accepts: oneId,
    isOpen: false,
    run: showHistory,
  },
  {
    words: "forget",
    parameters: [memoryParameter],
    summary: "stop remembering something",
    accepts: oneId,
    isOpen: false,
    run: forget,
  },
  {
    words: "undo",
    parameters: [memoryParameter],
    summary: "take back the newest change of a memory",
    accepts: oneId,
    isOpen: false,
    run: undo,
  },
];

async function listMemories(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const audience = await askedAudience(parts, call);
  if (!audience) return say("A direct conversation has no channel memory. Try `/reverie memory mine`.");
  const { workspace, person } = call;
  if (!maySee(audience, await readStanding(parts, workspace, person, audience))) {
    return say("You can see the memories of channels that you are in, and your own.");
  }
  if (isHealth(call)) return memoryHealth(parts, workspace, person, audience);
  const book = await readBookFor(parts, workspace, person, audience);
  const changes = book.memories.flatMap((memory) => {
    const change = memoryState(memory) === "removed" ? undefined : currentChange(memory);
    return change ? [{ change, suspended: memoryState(memory) === "suspended" }] : [];
  });
  const [marks, naming] = await Promise.all([
    readMarks(parts, workspace, audience),
    readNaming(
      parts,
      workspace,
      changes.flatMap(({ change }) => change.receipts),
    ),
  ]);
  const label = audienceLabel(audience, naming);
  return show({
    title: audience.type === "person" ? "What I remember for you" : `What I remember: ${label}`,
    body: changes.length === 0 ? "Nothing yet. What people approve appears here." : "",
    sections: changes
      .toReversed()
      .map(({ change, suspended }) => memorySection(change, suspended, marks, naming)),
    footer: changes.length === 0 ? "" : `Revision ${book.revision}. Only what people approved is here.`,
  });
}

const healthWord = /^health\b\s*/iu;

function isHealth({ rest }: CommandCall): boolean {
  return healthWord.test(rest);
}

async function askedAudience(parts: Parts, call: CommandCall): Promise<Audience | undefined> {
  const { rest, person, channel, workspace } = call;
  const word = rest.toLowerCase().replace(healthWord, "");
  if (word === "team" || (word === "" && isHealth(call))) return team;
  if (word !== "channel") return personAudience(person);
  const place = await directoryOf(parts, workspace).channel(workspace, channel);
  return place && place.reach !== "direct" ? channelAudience(channel) : undefined;
}

function findVisible(parts: Parts, { workspace, person, rest }: CommandCall): Promise<Memory | undefined> {
  return findVisibleMemory(parts, workspace, person, rest);
}

async function showHistory(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const memory = await findVisible(parts, call);
  if (!memory) return say(nothingThere);
  const changes = await readHistoryFor(parts, call.workspace, call.person, memory);
  const receipts = changes.flatMap((change) => change.receipts);
  const naming = await readNaming(parts, call.workspace, receipts);
  const sections = changes.map((change) => changeSection(change, naming));
  return show({ title: `The history of ${memory.id}`, body: "", sections, footer: "" });
}

async function forget(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const { workspace, person, rest: id } = call;
  const outcome = await forgetMemory(parts, { workspace, person, id, act: "command" });
  if (outcome.type === "told") return say(outcome.sentence);
  if (outcome.type === "forgotten") return say(forgottenSentence(outcome.removal.change.memory));
  const { memory } = outcome;
  const change = currentChange(memory);
  // A command that is tried again after its first run says the same again.
  const isOwn = change?.change === "remove" && change.author === person && change.at >= call.givenAt;
  return say(isOwn ? forgottenSentence(memory.id) : nothingThere);
}

function forgottenSentence(id: Memory["id"]): string {
  return `Forgotten. \`/reverie undo ${id}\` takes that back.`;
}

async function undo(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const memory = await findVisible(parts, call);
  if (!memory) return say(nothingThere);
  const right = await checkRight(parts, call.workspace, call.person, memory.audience);
  if ("refusal" in right) return say(right.refusal);
  if (memory.changes.some(({ undone }) => undone?.by === call.person && undone.at >= call.givenAt)) {
    return say(takenBack);
  }
  const top = await proposalOnTop(parts, call.workspace, memory.id);
  if (!top) return say("All its changes are taken back already. Nothing changed.");
  const outcome = await decide(parts, call.workspace, top.id, { type: "undo" }, right.person);
  if (outcome.type !== "done") return say("It was taken back already. Nothing changed.");
  await redraw(parts, outcome.proposal);
  await settleLosses(parts, call.workspace, { proposals: [], memories: [memory.id] });
  return say(takenBackSentence(outcome.proposal));
}
