import { ModelError, PlatformError, StoreError } from "../errors.ts";

const modelSentences: Readonly<Record<ModelError["failure"], string>> = {
  busy: "The model is overloaded right now, so I could not answer. Please ask again in a minute.",
  unreachable:
    "I could not reach the model. Please ask again in a minute; if it stays so, tell whoever runs me.",
  interrupted: "My answer broke off and a second try did too. Please ask again.",
  refused: "The model declined to answer this. Please ask in another way.",
  "spend-limit":
    "The model's spending limit is reached, so I cannot answer until an administrator raises it.",
  "key-rejected": "The model rejected my key, so I cannot answer. Please tell whoever runs me.",
  "unknown-model":
    "The model that is set does not exist. An administrator can choose another with `/reverie set model`.",
  "too-long": "This is more than the model can read at once. Please ask about a part of it.",
  empty: "The model gave an empty answer twice. Please ask in another way.",
  malformed: "The model's answer could not be read. Please ask again.",
  invalid: "The model did not accept the request. Please tell whoever runs me.",
};

/** What a person is told when a turn ends without an answer: one plain sentence with the next step. */
export function failureSentence(error: unknown): string {
  if (error instanceof ModelError) return modelSentences[error.failure];
  if (error instanceof StoreError)
    return "My memory is unavailable right now, so I did not answer. Please ask again in a minute.";
  if (error instanceof PlatformError)
    return "I could not read this place well enough to answer. Please ask again in a minute.";
  return "Something went wrong on my side, so I did not answer. Please ask again; whoever runs me finds the cause in the log.";
}
