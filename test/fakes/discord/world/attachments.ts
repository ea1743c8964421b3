import type { JsonObject } from "../../messages-server/json-value.ts";
import type { DiscordState, StoredFile } from "./state.ts";

/** Keeps a file and gives what Discord shows of it. It is fetched from the fake, without a token. */
export function storeFile(state: DiscordState, channelId: string, file: StoredFile): JsonObject {
  const id = state.snowflakes.next();
  state.files.set(id, file);
  const url = `${state.baseUrl}/attachments/${channelId}/${id}/${encodeURIComponent(file.name)}`;
  return {
    id,
    filename: file.name,
    size: file.content.length,
    url,
    proxy_url: url,
    content_type: file.contentType,
  };
}
