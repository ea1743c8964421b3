import { asId } from "../../core/ids.ts";
import type { Log } from "../../core/ports/log.ts";
import type { PlatformHandler } from "../../core/ports/platform.ts";
import type { Account } from "./account.ts";
import { allowedHosts } from "./deliver/rendering.ts";
import { homeView } from "./render/home-view.ts";
import type { SlackCalls } from "./web/slack-calls.ts";

/** What a conversation with Reverie may begin with; Slack shows four at most. */
export const suggestedPrompts = [
  { title: "What do you remember about me?", message: "memory mine" },
  { title: "What does the team remember?", message: "memory team" },
  { title: "What waits for my verdict?", message: "review" },
  { title: "What can you do?", message: "help" },
] as const;

/** A person's own page in Slack, and the first words of their conversation with Reverie. */
export interface Home {
  /** Draws the page. Never rejects: a page that cannot be drawn now is drawn when it is opened again. */
  draw(person: string): Promise<void>;
  opened(person: string, tab: string, channel: string): Promise<void>;
}

export function createHome(calls: SlackCalls, account: Account, handler: PlatformHandler, log: Log): Home {
  const draw = async (person: string) => {
    try {
      const { workspace, url } = await account.identity();
      const view = homeView(await handler.home(workspace, asId(person)), allowedHosts(url));
      const kind = { method: "views.publish", channel: "", repeatable: true };
      await calls.call(kind, (client) => client.views.publish({ user_id: person, view }));
    } catch (error) {
      log.warn("home-not-drawn", {}, error);
    }
  };
  const suggest = async (channel: string) => {
    try {
      const kind = { method: "assistant.threads.setSuggestedPrompts", channel, repeatable: false };
      await calls.call(kind, (client) =>
        client.assistant.threads.setSuggestedPrompts({ channel_id: channel, prompts: [...suggestedPrompts] }),
      );
    } catch (error) {
      // Workspaces without agents have no place for them.
      log.debug("prompts-not-taken", { channel, reason: error instanceof Error ? error.name : "unknown" });
    }
  };
  return {
    draw,
    async opened(person, tab, channel) {
      if (tab === "home") await draw(person);
      else if (channel !== "") await suggest(channel);
    },
  };
}
