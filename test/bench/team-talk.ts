/** A source of numbers from 0 to 1, the same for the same seed. */
export type Chance = () => number;

/** The generator mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const fillers = `the to a of and we is it in that for on you this be with have are not but at can as if was do
  so from will or they there what just when all has should our an by would about which one now`.split(/\s+/);

const topics = `deploy release build branch review merge test staging production server database query index
  cache queue worker gateway checkout payment invoice customer order refund login token session browser mobile
  design button colour headline page banner campaign newsletter launch meeting agenda notes minutes budget
  contract vendor offer price quarter month week monday tuesday thursday friday morning holiday vacation office
  kitchen coffee lunch desk laptop monitor keyboard account password access permission audit security report
  metric dashboard graph alert incident outage rollback hotfix patch version library package upgrade migration
  schema table column row backup restore region cluster node container image pipeline runner artifact log trace
  error timeout retry limit quota feature flag experiment variant funnel signup onboarding interview candidate
  hire team lead owner handover rotation pager ticket backlog sprint estimate deadline milestone roadmap scope
  draft copy translation glossary spelling font icon layout grid spacing contrast export import file folder link
  document slide template form field survey feedback support complaint answer question idea proposal decision
  plan change risk cost delay reason result number average total sample client partner supplier warehouse
  shipment label address country currency tax rounding receipt statement bank transfer fee`.split(/\s+/);

/** Words from the most to the least frequent: fillers, topics, and names made of two topics. */
const vocabulary: readonly string[] = [
  ...fillers,
  ...topics,
  ...Array.from(
    { length: 10_000 },
    (_, index) =>
      `${topics[index % topics.length]}${topics[Math.floor(index / topics.length) % topics.length]}`,
  ),
];

/** A word by Zipf's law: the chance of each is inverse to its place among the most frequent ones. */
function word(chance: Chance, from = 0): string {
  const place = from + Math.floor((vocabulary.length - from) ** chance()) - 1;
  return vocabulary[place] ?? "";
}

/** Something said: five to forty words, short ones more often. */
export function sentence(chance: Chance): string {
  const length = 5 + Math.floor(35 * chance() ** 2);
  const words = Array.from({ length }, () => word(chance)).join(" ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** A question about two to five things that are talked about. */
export function question(chance: Chance): string {
  const things = Array.from({ length: 2 + Math.floor(4 * chance()) }, () => word(chance, fillers.length));
  return `What did we say about the ${things.join(" and the ")}?`;
}
