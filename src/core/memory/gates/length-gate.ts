import { memoryTextLimit } from "../../memory.ts";
import { plainText } from "../../text/quoted-data.ts";
import type { Gate } from "./gate.ts";

/**
 * It is one short sentence, and what people will see of it is what will be stored: hidden and control
 * characters are taken out before anybody sees it.
 */
export const lengthGate: Gate = (candidate) => {
  const text = plainText(candidate.text).replace(/\s+/gu, " ").trim();
  if (text.length > memoryTextLimit) return { stop: `It is longer than ${memoryTextLimit} characters.` };
  if (text === "" && candidate.change !== "remove") return { stop: "It says nothing." };
  return {
    ...candidate,
    text,
    why: plainText(candidate.why).replace(/\s+/gu, " ").trim().slice(0, memoryTextLimit),
  };
};
