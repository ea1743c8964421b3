import { fileURLToPath } from "node:url";
import type { ChildProgram } from "../child-program.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type Contestant, startContestant } from "./contestant.ts";

/** Those who are compared. */
export interface Pair {
  readonly reverie: Contestant;
  readonly peer: Contestant;
}

/** A platform on which Reverie is measured, and its programs. */
export interface ChatPlatform {
  /** The fake, with people who talk there. */
  readonly fake: URL;
  /** What one writes first with the platform's SDK and that of the model. */
  readonly peer: URL;
  /** The least that answers, to show what the fake can serve. */
  readonly trivial: URL;
  /** How many connections Reverie opens. */
  readonly connections: number;
  /** What Node is told before Reverie and before the peer. */
  readonly nodeOptions: readonly string[];
}

/** Starts Reverie and its peer, each with a fake of its own. */
export async function startPair(
  open: AsyncDisposableStack,
  { fake, peer, connections, nodeOptions }: ChatPlatform,
  model: ChildProgram,
): Promise<Pair> {
  const environment = { ANTHROPIC_API_KEY: "no-real-key", ANTHROPIC_BASE_URL: model.url };
  const reverie = await startContestant(open, {
    fake,
    command: [...nodeOptions, "bin/reverie.js"],
    connections,
    environment: { ...environment, DATA_DIR: temporaryFolder(open), PORT: "0" },
  });
  const command = [...nodeOptions, fileURLToPath(peer)];
  return { reverie, peer: await startContestant(open, { fake, command, connections: 1, environment }) };
}
