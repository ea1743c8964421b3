import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelOf, listedTypes, readChannel } from "../../../../src/adapters/slack/directory/channels.ts";

const every = new Set(
  ["channels", "groups", "mpim", "im"].flatMap((kind) => [`${kind}:read`, `${kind}:history`]),
);

const known = (raw: object, scopes: ReadonlySet<string> = every) => {
  const read = readChannel({ id: "C0X", name: "x", ...raw });
  return read && channelOf(read, scopes);
};

describe("who can read a channel", () => {
  it.each([
    ["a public one", { is_channel: true }, "public"],
    ["a private one", { is_private: true }, "private"],
    ["a private one of the old kind", { is_group: true }, "private"],
    ["a group conversation", { is_mpim: true, is_private: true }, "private"],
    ["a direct one", { is_im: true, name: undefined }, "direct"],
    ["a public one with outsiders", { is_ext_shared: true }, "shared"],
    ["a private one with outsiders", { is_ext_shared: true, is_private: true }, "shared"],
    ["a group conversation with outsiders", { is_ext_shared: true, is_mpim: true }, "shared"],
    ["a direct one with an outsider", { is_ext_shared: true, is_im: true }, "shared"],
    ["one to which outsiders are invited", { is_pending_ext_shared: true }, "shared"],
    [
      "one shared within the organisation",
      { is_shared: true, is_org_shared: true, is_private: true },
      "private",
    ],
    ["one told with flags of null", { is_private: null, is_ext_shared: null }, "public"],
  ])("%s", (_name, raw, reach) => {
    expect(known(raw)?.reach).toBe(reach);
  });

  it("is never public where any flag says less", () => {
    const flags = fc.record({
      is_im: fc.boolean(),
      is_mpim: fc.boolean(),
      is_private: fc.boolean(),
      is_group: fc.boolean(),
      is_ext_shared: fc.boolean(),
      is_pending_ext_shared: fc.boolean(),
    });
    fc.assert(
      fc.property(flags, (raw) => {
        expect(known(raw)?.reach === "public").toBe(!Object.values(raw).includes(true));
      }),
    );
  });
});

describe("whether a channel is followed", () => {
  it.each([
    ["channels", { is_channel: true }],
    ["groups", { is_private: true }],
    ["mpim", { is_mpim: true, is_private: true }],
    ["im", { is_im: true }],
    ["channels", { is_ext_shared: true }],
  ])("tells the permission to read its history: %s", (kind, raw) => {
    expect(known(raw)?.isFollowed).toBe(true);
    expect(known(raw, new Set([...every].filter((scope) => scope !== `${kind}:history`)))?.isFollowed).toBe(
      false,
    );
    expect(known(raw, new Set([`${kind}:history`]))?.isFollowed).toBe(true);
  });
});

it("only what may be listed is asked for", () => {
  expect(listedTypes(every)).toBe("public_channel,private_channel,mpim");
  expect(listedTypes(new Set(["channels:read", "groups:history"]))).toBe("public_channel");
  expect(listedTypes(new Set(["im:read"]))).toBe("");
});

it("what is no channel of Slack's is none, and one without a name has its id for one", () => {
  expect(known({ name: undefined })?.name).toBe("C0X");
  expect(known({ name: "" })?.name).toBe("C0X");
  for (const raw of [undefined, null, 5, "C0X", [], {}, { id: 5 }]) expect(readChannel(raw)).toBeUndefined();
  fc.assert(
    fc.property(fc.anything(), (raw) => {
      expect(() => readChannel(raw)).not.toThrow();
    }),
  );
});
