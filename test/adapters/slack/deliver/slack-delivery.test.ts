import { messageTextLimit } from "../../../../src/adapters/slack/render/message-blocks.ts";
import { asId } from "../../../../src/core/ids.ts";
import { type DeliveryHarness, deliveryContract } from "../../../contracts/delivery-contract.ts";
import { wordsIn } from "../../../e2e/slack-reader.ts";
import type { Settings } from "../../../fakes/slack/world/state.ts";
import { askerOf } from "../../../fixtures/asker.ts";
import { startDelivery } from "./open-delivery.ts";
import { standingIn } from "./standing-messages.ts";

async function openHarness(settings: Partial<Settings>): Promise<DeliveryHarness> {
  const open = await startDelivery(settings);
  const { delivery, fake, pass, finished, close } = open;
  const place = open.ask();
  return {
    delivery,
    place,
    asker: askerOf(asId("U0ANA")),
    textLimit: messageTextLimit,
    standing: () => standingIn(fake, place),
    toldToAsker: () => fake.world.ephemerals({ person: "ana" }).map((shown) => wordsIn(shown.blocks)),
    pass,
    finished,
    close,
  };
}

deliveryContract("Slack with native streams", () => openHarness({}));
deliveryContract("Slack that refuses streams", () => openHarness({ streamError: "feature_not_enabled" }));
