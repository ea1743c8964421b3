import type { JsonObject } from "../../messages-server/json-value.ts";
import { storeFile } from "../acts/share-file.ts";
import { echoSaid } from "../delivery/message-events.ts";
import { app } from "../world/identity.ts";
import { personOf } from "../world/state.ts";
import { watchOutput } from "../world/watch-output.ts";
import type { MethodCall, Methods } from "./method.ts";
import { invalidArguments, SlackError } from "./slack-error.ts";
import { postableChannel } from "./visible-channel.ts";

/** Files that people shared, and those that the bot uploads: first the bytes to an address, then shared in a channel. */
export const filesMethods: Methods = {
  "files.info": {
    token: "bot",
    scopes: ["files:read"],
    run: ({ state, arguments: given }) => {
      const file = state.files.get(given.required("file"));
      if (!file) throw new SlackError("file_not_found");
      return { file: file.json, comments: [], response_metadata: { next_cursor: "" } };
    },
  },
  "files.delete": {
    token: "bot",
    scopes: ["files:write"],
    run: ({ state, arguments: given }) => {
      const file = state.files.get(given.required("file"));
      if (!file) throw new SlackError("file_not_found");
      if (file.json.user !== app.userId) throw new SlackError("cant_delete_file");
      state.files.delete(given.required("file"));
      return {};
    },
  },
  "files.getUploadURLExternal": {
    token: "bot",
    scopes: ["files:write"],
    run: ({ state, arguments: given }) => {
      const lengthBytes = Number(given.required("length"));
      if (!Number.isInteger(lengthBytes) || lengthBytes < 1) throw invalidArguments("length");
      const id = `F${String(state.nextNumber()).padStart(8, "0")}`;
      state.uploads.set(id, { name: given.required("filename"), lengthBytes, content: null });
      return { upload_url: `${state.baseUrl}/upload/v1/${id}`, file_id: id };
    },
  },
  "files.completeUploadExternal": { token: "bot", scopes: ["files:write"], run: completeUpload },
};

function completeUpload(call: MethodCall): JsonObject {
  const { state, arguments: given } = call;
  const channel = postableChannel(state, given.required("channel_id"));
  const files = given.objects("files") ?? [];
  if (files.length === 0) throw invalidArguments("files");
  const shared = files.map(({ id }) => {
    const upload = state.uploads.get(String(id));
    if (!upload?.content) throw new SlackError("file_not_found");
    state.uploads.delete(String(id));
    const content = upload.content.toString("base64");
    const file = { name: upload.name, mimetype: "text/plain", content, isBase64: true };
    return storeFile(state, file, personOf(state, app.userId), channel);
  });
  const text = given.text("initial_comment");
  const thread = given.text("thread_ts");
  const output = { by: call.name, channel: channel.id, texts: [text], blocks: [], attachments: [] };
  watchOutput(state, { ...output, linkNames: false, unfurls: true });
  const message = state.messages.add({
    ts: state.nextTimestamp(),
    channel: channel.id,
    user: app.userId,
    botId: app.botId,
    text,
    files: shared,
    threadTs: thread === "" ? null : thread,
  });
  const reach = channel.kind === "public" ? "public" : "private";
  const shares = { [reach]: { [channel.id]: [{ ts: message.ts }] } };
  for (const file of shared) {
    const kept = state.files.get(String(file.id));
    if (kept) state.files.set(String(file.id), { ...kept, json: { ...kept.json, shares } });
  }
  echoSaid(call, channel, message);
  return { files: shared };
}
