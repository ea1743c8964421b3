import { type Audience, channelAudience, personAudience, team } from "../audience.ts";
import type { Card, CardSection } from "../card.ts";
import type { ChannelId, PersonId, WorkspaceId } from "../ids.ts";
import { standing } from "../memory/gates/standing.ts";
import { readNaming } from "../memory/naming.ts";
import { readBookFor } from "../memory/readable-books.ts";
import { mayDecide, maySee } from "../memory/rights.ts";
import { waitingFor } from "../memory/waiting-proposals.ts";
import type { Change, QuoteReceipt } from "../memory.ts";
import type { Channel, Person } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { isOptedOut } from "../privacy.ts";
import type { Proposal } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";
import { homePrivacySection } from "./home-privacy.ts";
import { shareRoom } from "./home-room.ts";
import { mineSections, teamSections, waitingSections } from "./home-sections.ts";
import { homeSettingsSection } from "./home-settings.ts";

/** The most waiting proposals of one audience that are counted. */
const countedAtMost = 100;

/**
 * What a person finds on a page of their own: what waits for their verdict, what is remembered about them and
 * for the team, their privacy and the settings. Never another person's memory. Rejects when the store or the
 * platform fails.
 */
export async function homeCard(parts: Parts, workspace: WorkspaceId, id: PersonId): Promise<Card> {
  const directory = directoryOf(parts, workspace);
  const person = await directory.person(workspace, id);
  if (!person || person.role === "bot") return strangerCard([]);
  const [isOut, { retentionDays, approvers, mode }] = await Promise.all([
    isOptedOut(parts, workspace, id),
    readSettings(parts, workspace, null),
  ]);
  const privacy = homePrivacySection(isOut, retentionDays);
  if (person.role === "outsider") return strangerCard([privacy]);
  const [ofAsker, channels] = await Promise.all([
    directory.channelsOf(workspace, id),
    directory.channels(workspace),
  ]);
  const places = channels.filter((channel) => ofAsker.includes(channel.id));
  const audiences = [personAudience(id), team, ...places.map((channel) => channelAudience(channel.id))];
  const standingOf = { person, isInChannel: false };
  const [waiting, mine, ofTeam, settings] = await Promise.all([
    waitingFor(parts, workspace, person, audiences, countedAtMost),
    newestFirst(parts, workspace, id, personAudience(id)),
    maySee(team, standingOf) ? newestFirst(parts, workspace, id, team) : null,
    homeSettingsSection(parts, workspace, person.role === "admin"),
  ]);
  const there = { proposals: waiting.length, mine: mine.length, team: ofTeam?.length ?? 0 };
  const shown = shareRoom(there);
  const content = {
    waiting: waiting.slice(0, shown.proposals),
    mine: mine.slice(0, shown.mine),
    team: ofTeam?.slice(0, shown.team) ?? null,
  };
  const naming = await readNaming(parts, workspace, receiptsOf(content));
  const telling = {
    naming,
    placeName: placeNameFor(person, channels, ofAsker),
    now: parts.clock.now(),
  };
  return {
    title: "Reverie",
    body: "I answer when I am mentioned, and remember only what people approve. `/reverie help` shows all that I can do; in a channel, `/reverie memory channel` shows what I remember for it.",
    sections: [
      ...waitingSections(content.waiting, there.proposals, naming),
      ...mineSections(content.mine, there.mine, telling),
      privacy,
      settings,
      ...teamSections(content.team, there.team, mayDecide(team, standingOf, approvers), telling),
    ],
    footer:
      mode === "supervised"
        ? "Nothing is saved without a person's verdict."
        : "Nothing of yours is saved without your verdict; what is saved for the team or a channel can be undone.",
  };
}

interface HomeContent {
  readonly waiting: readonly Proposal[];
  readonly mine: readonly Change[];
  /** Null where the person may not see the team's memory. */
  readonly team: readonly Change[] | null;
}

function strangerCard(sections: readonly CardSection[]): Card {
  return {
    title: "Reverie",
    body: "I am the assistant of the team that works here. Mention me in a channel and I answer with what belongs to that channel. For people from outside of the team I remember nothing, so there is nothing more to see here.",
    sections,
    footer: "Nothing is saved without a verdict of somebody of the team.",
  };
}

async function newestFirst(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  audience: Audience,
): Promise<Change[]> {
  const changes = standing([await readBookFor(parts, workspace, person, audience)]);
  return changes.toSorted((one, other) => other.at - one.at || other.revision - one.revision);
}

function receiptsOf({ waiting, mine, team: ofTeam }: HomeContent) {
  const changes = [...waiting.map(({ change }) => change), ...mine, ...(ofTeam ?? [])];
  return changes.flatMap(({ receipts }) => receipts);
}

/** A private channel's name is for those who are in it. */
function placeNameFor(
  { role }: Person,
  channels: readonly Channel[],
  ofAsker: readonly ChannelId[],
): (receipt: QuoteReceipt) => string {
  return ({ channel }) => {
    const place = channels.find(({ id }) => id === channel);
    if (!place) return "a direct message";
    const isKnown = ofAsker.includes(channel) || (place.reach === "public" && role !== "guest");
    return isKnown ? `#${place.name}` : "a channel that you are not in";
  };
}
