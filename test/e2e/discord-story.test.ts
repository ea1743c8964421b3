import { tellStory } from "./chat-story.ts";
import { openDiscordChat } from "./office/discord-chat.ts";

tellStory("Discord", (modelUrl, allowed) => openDiscordChat({ modelUrl, allowed: allowed.map(Number) }));
