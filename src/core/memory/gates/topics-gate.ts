import { touchesTopic } from "../../text/whole-words.ts";
import { type Gate, saidBy } from "./gate.ts";

/** No sensitive topic stands in it. */
export const topicsGate: Gate = (candidate, facts) =>
  touchesTopic(saidBy(candidate).join("\n"), facts.sensitiveTopics)
    ? { stop: "It touches a topic that is kept out." }
    : candidate;
