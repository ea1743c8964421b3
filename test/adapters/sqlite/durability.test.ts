import { describe, expect, it } from "vitest";
import { asId, type MessageId } from "../../../src/core/ids.ts";
import { terms } from "../../../src/core/terms.ts";
import { sampleWorkspace } from "../../contracts/sample-message.ts";
import { startRecordingChild } from "./child-process.ts";
import { makeTemporaryFolder, openTemporaryStore } from "./open-temporary-store.ts";

describe("a process that is killed", () => {
  it("A4: loses nothing that it had called durable", async () => {
    const dataDir = makeTemporaryFolder();
    const durable = new Set<string>();
    for (const lastLine of ["m3", "m50", "m170"]) {
      const child = startRecordingChild(dataDir);
      await child.line((line) => line === lastLine);
      for (const line of await child.kill()) durable.add(line);
    }
    const { history, close } = openTemporaryStore(dataDir);
    const ids = [...durable].map((id) => asId<MessageId>(id));
    const found = await history.get(sampleWorkspace, ids);
    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(ids.length).toBeGreaterThan(170);
    const hits = await history.search(sampleWorkspace, [asId("general")], terms("number"));
    expect(hits.length).toBeGreaterThanOrEqual(ids.length);
    await close();
  });
});
