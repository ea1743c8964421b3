import { expect, it } from "vitest";
import { generateSchema } from "./generate-schema.ts";

// `npx vitest run test/fakes/slack/schema -u` writes the file anew after an update of @slack/types.
it("is what the installed types say", async () => {
  await expect(generateSchema()).toMatchFileSnapshot("./slack-types.schema.json");
});
