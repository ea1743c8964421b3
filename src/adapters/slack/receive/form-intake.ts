import type { ViewSubmitAction } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { answerOrExplain } from "../../../core/calls/answer-or-explain.ts";
import { workThenAcknowledge } from "../../../core/calls/work-then-acknowledge.ts";
import { type PrivateAnswer, verbOf } from "../../../core/card.ts";
import { fieldsOf, originOf } from "../render/form-fields.ts";
import { actorOf, type InteractionParts, isNew } from "./acting.ts";

/** Tells Slack that a form arrived, perhaps with what is to stand in its place. */
export type AcknowledgeForm = (instead?: {
  readonly response_action: "update";
  readonly view: ModalView;
}) => Promise<void>;

/** Takes a form that somebody submitted. */
export type FormIntake = (body: ViewSubmitAction, acknowledge: AcknowledgeForm) => Promise<void>;

export function createFormIntake(parts: InteractionParts): FormIntake {
  const { answers, clock } = parts;

  const submit = async (body: ViewSubmitAction): Promise<PrivateAnswer | undefined> => {
    const verb = verbOf(body.view.callback_id);
    if (!verb || !(await isNew(parts, body.trigger_id))) return undefined;
    const { value, channel } = originOf(body.view.private_metadata);
    const fields = fieldsOf(body.view.state.values);
    return answerOrExplain(parts, async () => {
      const actor = await actorOf(parts, body.user.id, channel || null);
      return { type: "form-submitted", ...actor, verb, value, fields };
    });
  };

  return async (body, acknowledge) => {
    const { result, isLate } = await workThenAcknowledge(clock, acknowledge, () => submit(body));
    if (!result) return isLate ? undefined : acknowledge();
    const { channel } = originOf(body.view.private_metadata);
    const tell = (instead?: Parameters<AcknowledgeForm>[0]) =>
      acknowledge(instead).catch((error: unknown) => parts.log.warn("not-acknowledged", {}, error));
    // A form that comes again, or an answer for which there is no other place, takes the place of the form.
    if (!isLate && (result.form !== null || channel === "")) {
      await tell({ response_action: "update", view: answers.viewOf(result, channel) });
    } else {
      if (!isLate) await tell();
      await answers.give(result, {
        person: body.user.id,
        channel: channel || null,
        thread: null,
        trigger: null,
        responseUrl: null,
        isHome: false,
      });
    }
    if (channel === "") await parts.redrawHome(body.user.id);
  };
}
