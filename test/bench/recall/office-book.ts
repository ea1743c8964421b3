import { team } from "../../../src/core/audience.ts";
import { asId } from "../../../src/core/ids.ts";
import { type Change, memoryKinds } from "../../../src/core/memory.ts";
import type { Ledger } from "../../../src/core/ports/ledger.ts";
import { type Chance, sentence } from "../team-talk.ts";
import { officeChannels, officePeople, officeWorkspace, oneOf } from "./office.ts";

/** Writes a team's book of so many memories, as if people had approved each. */
export async function writeOfficeBook(
  ledger: Ledger,
  chance: Chance,
  memories: number,
  at: number,
): Promise<void> {
  const changes = Array.from({ length: memories }, (_, index) => change(chance, index + 1, at));
  const outcome = await ledger.write({
    workspace: officeWorkspace,
    expect: { proposals: [], books: [{ audience: team, revision: 0 }], cursors: [] },
    proposals: [],
    changes,
    tombstones: [],
    cursors: [],
    dreams: [],
    audit: [],
  });
  if (!outcome.written) throw new Error("The book could not be written");
}

function change(chance: Chance, revision: number, at: number): Change {
  const author = oneOf(chance, officePeople);
  const text = sentence(chance).slice(0, 200);
  return {
    id: asId(`change${revision}`),
    workspace: officeWorkspace,
    audience: team,
    memory: asId(`memory${revision}`),
    change: "add",
    kind: oneOf(chance, memoryKinds),
    text,
    why: "It was said more than once.",
    receipts: [
      {
        type: "quote",
        message: asId(`m${revision}`),
        channel: oneOf(chance, officeChannels).id,
        author: author.id,
        quote: text,
        saidAt: at,
        gone: false,
      },
    ],
    travels: false,
    author: author.id,
    authorName: author.name,
    proposal: asId(`proposal${revision}`),
    revision,
    at: at + revision,
    undone: null,
    disputed: null,
  };
}
