import type { Methods } from "./method.ts";
import { SlackError } from "./slack-error.ts";

/** Files that people shared. */
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
};
