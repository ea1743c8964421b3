/** The most proposals, own memories and team memories that a page shows. */
const proposalsAtMost = 5;
const mineAtMost = 15;
const teamAtMost = 10;

/** How many memories a page holds: platforms limit the components of one page. A proposal takes the room of two. */
const pageRoom = 15;
/** So many of the team's memories have room, however many a person has of their own. */
const teamAtLeast = 2;

/** How many of each there are, or are shown. */
export interface HomeCounts {
  readonly proposals: number;
  readonly mine: number;
  readonly team: number;
}

/** How many of each a page shows: what waits comes first, then the person's own, and of the team's always some. */
export function shareRoom(there: HomeCounts): HomeCounts {
  const proposals = Math.min(there.proposals, proposalsAtMost);
  const room = pageRoom - 2 * proposals;
  const mine = Math.min(there.mine, mineAtMost, room - Math.min(there.team, teamAtLeast));
  return { proposals, mine, team: Math.min(there.team, teamAtMost, room - mine) };
}
