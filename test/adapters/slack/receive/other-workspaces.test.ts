import { describe, expect, it } from "vitest";
import { saidBody } from "./crafted-requests.ts";
import { openReceiving } from "./open-house.ts";

async function send(difference: object) {
  const house = await openReceiving({ way: "http", fake: { settings: { echoes: false } } });
  const { status } = await house.fake.push.craft({
    body: JSON.stringify({ ...saidBody("hello"), ...difference }),
  });
  expect(status).toBe(200);
  return house;
}

describe("an event", () => {
  it.each([
    ["names no workspace", { team_id: undefined, authorizations: undefined }],
    ["has no authorizations", { authorizations: undefined }],
    ["has authorizations of null", { authorizations: null }],
    ["has none of them", { authorizations: [] }],
    ["has one without a team", { authorizations: [{ team_id: null, enterprise_id: "E0" }] }],
    ["is of a person of another workspace in a shared channel", { team_id: "T0OUTSIDE" }],
    [
      "is for several workspaces, ours among them",
      { authorizations: [{ team_id: "T0OTHER" }, { team_id: "T0TEAM" }] },
    ],
    ["has no id", { event_id: undefined }],
  ])("that %s is taken", async (_name, difference) => {
    const house = await send(difference);
    expect(await house.recorded("D0ANA")).toMatchObject([{ text: "hello", workspace: "slack:T0TEAM" }]);
  });

  it.each([
    ["for another workspace", { authorizations: [{ team_id: "T0OTHER" }] }],
    [
      "for another workspace, though it says that it is ours",
      { team_id: "T0TEAM", authorizations: [{ team_id: "T0OTHER" }] },
    ],
    ["whose authorizations are none", { authorizations: "T0TEAM" }],
    ["whose authorizations name no team of Slack's", { authorizations: [{ team_id: 5 }] }],
  ])("%s means nothing", async (_name, difference) => {
    const house = await send(difference);
    expect(await house.recorded("D0ANA")).toEqual([]);
    expect(await house.parts.history.channels("slack:T0OTHER" as never)).toEqual([]);
    expect(house.logged("event-of-another-workspace")).toBe(1);
  });
});
