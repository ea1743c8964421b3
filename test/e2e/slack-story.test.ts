import { tellStory } from "./chat-story.ts";
import { openSlackChat } from "./office/slack-chat.ts";

for (const way of ["socket", "http"] as const) {
  tellStory(`Slack by ${way}`, (modelUrl, allowed) =>
    openSlackChat({ way, modelUrl, allowed: allowed.map(String) }),
  );
}
