import { rmSync } from "node:fs";
import { createPlaygroundDelivery } from "../../../src/adapters/playground/playground-delivery.ts";
import { World } from "../../../src/adapters/playground/world.ts";
import { asId } from "../../../src/core/ids.ts";
import { type DeliveryHarness, deliveryContract } from "../../contracts/delivery-contract.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { askerOf } from "../../fixtures/asker.ts";
import { makeTemporaryFolder } from "../sqlite/open-temporary-store.ts";

async function openHarness(): Promise<DeliveryHarness> {
  const clock = createManualClock(Date.UTC(2026, 0, 5, 9));
  const folder = makeTemporaryFolder();
  const world = new World(folder);
  return {
    delivery: createPlaygroundDelivery(world, clock, createSilentLog()),
    place: { workspace: asId("playground:world"), channel: asId("general"), thread: null },
    asker: askerOf(asId("ana")),
    textLimit: 12_000,
    standing: () =>
      world.all().map(({ id, text, card, note, actions, isStreaming, files }) => ({
        id,
        text,
        hasCard: card !== null,
        hasNote: note !== "",
        hasActions: actions.length > 0,
        isDraft: isStreaming,
        files: files.map(({ name, text: content }) => ({ name, text: content })),
      })),
    toldToAsker: () => world.all().map(({ text }) => text),
    pass: (delayMs) => clock.advance(delayMs),
    finished: (work) => work,
    close: async () => {
      world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

deliveryContract("The playground", openHarness);
