import { describe, expect, it } from "vitest";
import { asId } from "../../src/core/ids.ts";
import { conversationOf, mayBeEvidenceForTeam, type Reach } from "../../src/core/message.ts";

const place = (reach: Reach, thread: string | null) =>
  conversationOf({
    channel: asId("C1"),
    reach,
    thread: thread === null ? null : asId(thread),
    id: asId("m1"),
  });

describe("conversationOf", () => {
  it.each<[Reach, string | null, string]>([
    ["public", null, "C1/m1"],
    ["public", "m0", "C1/m0"],
    ["private", null, "C1/m1"],
    ["shared", "m0", "C1/m0"],
    ["direct", null, "C1"],
    ["direct", "m0", "C1"],
  ])("in a %s channel, below %s, is %s", (reach, thread, conversation) => {
    expect(place(reach, thread)).toBe(conversation);
  });

  it("is that of the thread which a message starts", () => {
    const below = conversationOf({
      channel: asId("C1"),
      reach: "public",
      thread: asId("m1"),
      id: asId("m2"),
    });
    expect(below).toBe(place("public", null));
  });
});

describe("mayBeEvidenceForTeam", () => {
  it("F4: counts members and administrators, and no guest, outsider or bot", () => {
    const roles = ["admin", "member", "guest", "outsider", "bot"] as const;
    expect(roles.filter(mayBeEvidenceForTeam)).toEqual(["admin", "member"]);
  });
});
