import { describe, expect, it } from "vitest";
import { channelAudience, personAudience, team } from "../../../src/core/audience.ts";
import { asId } from "../../../src/core/ids.ts";
import { quorumFor } from "../../../src/core/memory/approving.ts";
import type { Proposal } from "../../../src/core/proposal.ts";
import { sampleProposal } from "../../contracts/sample-ledger.ts";

const { change } = sampleProposal("p");
const addition: Pick<Proposal, "audience" | "source" | "change"> = {
  audience: team,
  source: "dream",
  change,
};
const removal = { ...addition, change: { ...change, change: "remove" as const } };
const share = { ...addition, source: "share" as const };

describe("how many people must approve", () => {
  it("is one for what is somebody's own, whatever the settings say", () => {
    const audience = personAudience(asId("ana"));
    for (const each of [addition, removal, share])
      expect(quorumFor({ ...each, audience }, { quorum: 3, wideQuorum: 5 })).toBe(1);
  });

  it.each([team, channelAudience(asId("general"))])(
    "is the quorum for what is added or changed (%#)",
    (audience) => {
      expect(quorumFor({ ...addition, audience }, { quorum: 2, wideQuorum: 5 })).toBe(2);
    },
  );

  it("is the wide quorum for a removal and for a share, and never less than the quorum", () => {
    for (const each of [removal, share]) {
      expect(quorumFor(each, { quorum: 1, wideQuorum: 2 })).toBe(2);
      expect(quorumFor(each, { quorum: 3, wideQuorum: 2 })).toBe(3);
      expect(quorumFor(each, { quorum: 3, wideQuorum: null })).toBe(3);
    }
  });
});
