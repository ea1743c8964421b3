import { reviewCard } from "../memory/review-card.ts";
import { type Command, nothing } from "./command.ts";

/** `review`: everything that waits for the asker's decision, also what no digest had room for. */
export const reviewCommand: Command = {
  words: "review",
  parameters: [],
  summary: "the proposals that wait for your decision",
  accepts: nothing,
  isOpen: false,
  run: (parts, { workspace, person }) => reviewCard(parts, workspace, person),
};
