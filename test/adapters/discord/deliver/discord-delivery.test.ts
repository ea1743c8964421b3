import { type DeliveryHarness, deliveryContract } from "../../../contracts/delivery-contract.ts";
import { type OpenDelivery, type Question, startDelivery } from "./open-delivery.ts";
import { standingIn } from "./standing-messages.ts";

/** Where the text of one message is split first, in UTF-16 units: what makes it safe needs room as well. */
const textLimit = 1800;

async function openHarness(ask: (open: OpenDelivery) => Question): Promise<DeliveryHarness> {
  const open = await startDelivery();
  const { delivery, fake, pass, finished, close } = open;
  const { place, asker, channel } = ask(open);
  return {
    delivery,
    place,
    asker,
    textLimit,
    standing: () => standingIn(fake, channel),
    toldToAsker: () => standingIn(fake, channel).map(({ text }) => text),
    pass,
    finished,
    close,
  };
}

deliveryContract("Discord in a channel", () => openHarness((open) => open.ask()));
deliveryContract("Discord in a direct conversation", () => openHarness((open) => open.askDirectly()));
