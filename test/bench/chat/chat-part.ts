import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../temporary-folder.ts";
import { startModel } from "../turn/measured-model.ts";
import { measureAcknowledged, measureAlone, measureTogether, startContestant } from "./contestant.ts";
import { openDiskWatch } from "./disk-watch.ts";
import { order } from "./order.ts";
import { type ChatPlatform, startPair } from "./pair.ts";
import { reportChat } from "./report.ts";
import { inRounds } from "./rounds.ts";
import { acknowledged, alone, together, warmUp } from "./work.ts";

/**
 * Reverie on a platform against its peer, with the same model. Each has a fake of its own, in a process of its
 * own; the other's stands idle meanwhile. They take turns in rounds, so that what else the machine does meets
 * both.
 */
export async function measureChat(platform: ChatPlatform) {
  await using open = new AsyncDisposableStack();
  const disk = openDiskWatch(open, temporaryFolder(open), alone.rounds);
  const model = await startModel(open);
  const { reverie, peer } = await startPair(open, platform, model);
  const trivial = await startContestant(open, {
    fake: platform.fake,
    command: [fileURLToPath(platform.trivial)],
    connections: 1,
    environment: {},
  });
  const both = [reverie, peer];
  const all = [...both, trivial];
  for (const each of all) await order(each, "together", warmUp);
  await inRounds(alone.rounds, both, (each) => {
    if (each === reverie) disk.measure();
    return measureAlone(each, model, alone);
  });
  await inRounds(together.rounds, all, (each) => measureTogether(each, together));
  // Reverie is to keep all talk, so that what it acknowledges competes with the disk.
  await order(reverie, "command", { text: "set listen all" });
  await inRounds(acknowledged.rounds, both, (each) => measureAcknowledged(each, acknowledged));
  return reportChat({ reverie, peer, trivial, disk }, { warmUp, alone, together, acknowledged });
}
