import { App, type BlockAction, type Receiver, type ViewSubmitAction } from "@slack/bolt";
import type { Log } from "../../../core/ports/log.ts";
import type { Account } from "../account.ts";
import { rememberShortcut } from "../manifest/names.ts";
import { sdkLogger } from "../sdk-logger.ts";
import type { EventIntake } from "./event-intake.ts";
import type { FormIntake } from "./form-intake.ts";
import type { InteractionIntake } from "./interaction-intake.ts";

/** What the app is told of. */
export interface Intakes {
  readonly events: EventIntake;
  readonly interactions: InteractionIntake;
  readonly forms: FormIntake;
}

/**
 * Bolt's app over a receiver of ours. Bolt tells apart what comes in and finds the listener; the receiver
 * decides when Slack is told that something arrived. What a listener rejects with reaches the receiver.
 */
export function createBoltApp(
  receiver: Receiver,
  botToken: string,
  account: Account,
  log: Log,
): (intakes: Intakes) => void {
  const app = new App({
    receiver,
    logger: sdkLogger(log),
    convoStore: false,
    // Its own words are known to the readers of events, which know them in edits and reactions as well.
    ignoreSelf: false,
    authorize: async () => {
      const { botId, botUserId, teamId } = await account.identity();
      return { botToken, botId, botUserId, teamId };
    },
  });
  app.error(async (error) => {
    throw error;
  });
  return ({ events, interactions, forms }) => {
    app.event(/^/u, async ({ event, body }) => events(event.type, event, body));
    app.action<BlockAction>({ type: "block_actions" }, async ({ body, action, ack }) =>
      interactions.pressed(body, action, () => ack()),
    );
    app.command(/^/u, async ({ command, ack }) => interactions.commanded(command, () => ack()));
    app.shortcut({ callback_id: rememberShortcut, type: "message_action" }, async ({ shortcut, ack }) =>
      interactions.chosen(shortcut, () => ack()),
    );
    app.view<ViewSubmitAction>(/^reverie:/u, async ({ body, ack }) => forms(body, (instead) => ack(instead)));
  };
}
