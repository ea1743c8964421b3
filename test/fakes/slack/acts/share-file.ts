import type { JsonObject } from "../../messages-server/json-value.ts";
import type { Channel } from "../world/channels.ts";
import { teamId, teamUrl } from "../world/identity.ts";
import type { Person } from "../world/people.ts";
import type { SlackState } from "../world/state.ts";

/** A file that somebody shares. */
export interface SharedFile {
  readonly name: string;
  readonly mimetype: string;
  /** Its text, or its bytes in base64 with `isBase64`. */
  readonly content: string;
  readonly isBase64?: boolean;
}

/** Keeps a file and gives what Slack shows of it. It is downloaded from the fake's own host. */
export function storeFile(state: SlackState, file: SharedFile, person: Person, channel: Channel): JsonObject {
  const id = `F${String(state.nextNumber()).padStart(8, "0")}`;
  const content = Buffer.from(file.content, file.isBase64 ? "base64" : "utf8");
  const createdSeconds = Math.floor(state.time.now() / 1000);
  const filetype = file.name.split(".").at(-1) ?? "text";
  const path = `${state.baseUrl}/files-pri/${teamId}-${id}`;
  const json = {
    id,
    created: createdSeconds,
    timestamp: createdSeconds,
    name: file.name,
    title: file.name,
    mimetype: file.mimetype,
    filetype,
    pretty_type: filetype.toUpperCase(),
    user: person.id,
    user_team: teamId,
    editable: false,
    size: content.length,
    mode: "hosted",
    is_external: false,
    external_type: "",
    is_public: channel.kind === "public",
    public_url_shared: false,
    display_as_bot: false,
    username: "",
    url_private: `${path}/${encodeURIComponent(file.name)}`,
    url_private_download: `${path}/download/${encodeURIComponent(file.name)}`,
    permalink: `${teamUrl}files/${person.id}/${id}/${encodeURIComponent(file.name)}`,
    permalink_public: `${teamUrl}public/${id}`,
    is_starred: false,
    has_rich_preview: false,
    file_access: "visible",
    media_display_type: "unknown",
    channels: channel.kind === "public" ? [channel.id] : [],
    groups: channel.kind === "private" ? [channel.id] : [],
    ims: channel.kind === "im" ? [channel.id] : [],
  };
  state.files.set(id, { json, content });
  return json;
}
