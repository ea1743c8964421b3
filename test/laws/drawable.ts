import { modalOf } from "../../src/adapters/discord/render/form-modal.ts";
import { formView } from "../../src/adapters/slack/render/form-view.ts";
import type { PrivateAnswer } from "../../src/core/card.ts";

/** The answer, once each platform has drawn the form in it. Throws where one of them does not take it. */
export function drawable(answer: PrivateAnswer): PrivateAnswer {
  if (answer.form) {
    modalOf(answer.form);
    formView(answer.form, "C1", null);
  }
  return answer;
}
