import { json } from "../../fakes/messages-server/reply.ts";
import { lineOf } from "../model-requests.ts";

/** What somebody says, and what a dream makes of it. */
export const freeze = "We decided to freeze deploys on Fridays after 15:00.";

/** A dream that proposes one thing for the team. */
export function freezeDream(content: string) {
  if (!content.startsWith("Audience: team\n")) return json({ changes: [], watch: [] });
  const change = {
    change: "add",
    memory: null,
    kind: "decision",
    text: "Deploys are frozen on Fridays after 15:00.",
    why: "It was said.",
    receipts: [{ message: lineOf(content, freeze), quote: freeze }],
  };
  return json({ changes: [change], watch: [] });
}
