import { say } from "../card.ts";
import { readSettings } from "../settings/settings.ts";
import { monthOf, readSpent } from "../spending.ts";
import { counted } from "../text/counted.ts";
import { type Command, nothing } from "./command.ts";

/** `usage`: what it cost. */
export const usageCommand: Command = {
  words: "usage",
  parameters: [],
  summary: "what this month used up",
  accepts: nothing,
  isOpen: true,
  async run(parts, { workspace }) {
    const { answers, dreams } = await readSpent(parts, workspace, monthOf(parts.clock.now()));
    const { budgetDollars } = await readSettings(parts, workspace, null);
    const line = (name: string, spent: typeof answers) => {
      const { requests, inputTokens, outputTokens, webSearches, dollars } = spent;
      const searches = webSearches === 0 ? "" : `, ${counted(webSearches, "web search")}`;
      return `- ${name}: ${requests} requests, ${inputTokens} tokens in, ${outputTokens} out${searches}, $${dollars.toFixed(2)}`;
    };
    const budget =
      budgetDollars === null ? "No budget is set." : `The budget is $${budgetDollars.toFixed(2)} a month.`;
    return say(`${line("Answers", answers)}\n${line("Dreams", dreams)}\n\n${budget}`);
  },
};
