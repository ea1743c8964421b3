import { searchHistory } from "../../core/conversation/tools.ts";
import type { ToolDescription } from "../../core/ports/model.ts";
import { plainSpecialist, type Specialist } from "../../core/settings/specialists.ts";

const usualSpecialists: readonly Specialist[] = [
  {
    ...plainSpecialist(
      "researcher",
      "You find out what is known: search what the team remembers and said, and give what you found with who said it and when. Say plainly what you did not find.",
    ),
    tools: ["search", "web"],
  },
  plainSpecialist(
    "drafter",
    "You write the text that is asked for, whole and ready to be used, from what you are given. Where something is missing, leave a gap that is named.",
  ),
  plainSpecialist(
    "reviewer",
    "You read what you are given against the task: say what is wrong, what is missing, what rests on nothing, and how each is to be mended. Praise nothing.",
  ),
];

/** The specialists of a workspace: the usual ones, unless redefined by the same name, and those that it set. */
export function specialistsOf(own: readonly Specialist[]): Specialist[] {
  const isOwn = ({ name }: Specialist) => own.some((each) => each.name === name);
  return [...usualSpecialists.filter((each) => !isOwn(each)), ...own];
}

/** The tools that a specialist is given beside the web, which is the endpoint's. */
export function toolsOf({ tools }: Pick<Specialist, "tools">): ToolDescription[] {
  return tools.includes("search") ? [searchHistory.description] : [];
}
