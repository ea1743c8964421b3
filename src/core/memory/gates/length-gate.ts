import { memoryTextLimit } from "../../memory.ts";
import { shorten } from "../../text/tokens.ts";
import type { Gate } from "./gate.ts";

/** It is one short sentence. The reason for it may be cut, because it is shown beside the sentence only. */
export const lengthGate: Gate = (candidate) => {
  if (candidate.text.length > memoryTextLimit)
    return { stop: `It is longer than ${memoryTextLimit} characters.` };
  return { ...candidate, why: shorten(candidate.why, memoryTextLimit) };
};
