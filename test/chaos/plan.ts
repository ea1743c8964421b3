import fc from "fast-check";

/** The platforms that are served at once. */
export const platforms = ["Slack", "Discord"] as const;
export type PlatformName = (typeof platforms)[number];

/** The moments of a turn, a dream or a click at which a replica is killed. */
export const killPoints = [
  "an event is taken",
  "the model is asked",
  "the first words are shown",
  "the last words are shown",
  "a dream is asked for",
  "a click is made",
] as const;
export type KillPoint = (typeof killPoints)[number];

/** How calls of a platform go wrong. `lost`: it is done, and the connection is cut instead of an answer. */
export const callFailures = ["unavailable", "reset", "lost", "ratelimited"] as const;
export type CallFailure = (typeof callFailures)[number];

/** How requests to the model go wrong. */
export const modelFailures = ["overloaded", "limited", "truncated", "reset", "error in the stream"] as const;
export type ModelFailure = (typeof modelFailures)[number];

/** Something that goes wrong. Times are in milliseconds. */
export type Fault =
  /** `replica` of null kills all of them. */
  | {
      readonly type: "kill";
      readonly replica: 0 | 1 | null;
      readonly point: KillPoint;
      readonly downMs: number;
    }
  | { readonly type: "freeze"; readonly replica: 0 | 1; readonly forMs: number }
  | { readonly type: "store"; readonly as: "killed" | "frozen"; readonly forMs: number }
  | { readonly type: "cut"; readonly platform: PlatformName }
  | { readonly type: "repeat"; readonly platform: PlatformName; readonly copies: number }
  | { readonly type: "reorder"; readonly platform: PlatformName; readonly forMs: number }
  | {
      readonly type: "calls";
      readonly platform: PlatformName;
      readonly as: CallFailure;
      readonly times: number;
    }
  | { readonly type: "model"; readonly as: ModelFailure; readonly times: number };

/** A question in a channel. */
export interface Question {
  readonly platform: PlatformName;
  readonly person: string;
  readonly channel: string;
}

/** What happens when, counted from the beginning of the load. */
export interface Plan {
  readonly seed: number;
  readonly questions: readonly (Question & { readonly atMs: number })[];
  readonly faults: readonly (Fault & { readonly atMs: number })[];
  /** When a dream is asked for, by two people at once, on each platform. */
  readonly dreamAtMs: number;
}

/** How long the load lasts, in milliseconds. */
const loadMs = 10_000;

const platform = fc.constantFrom(...platforms);
const replica = fc.constantFrom(0 as const, 1 as const);
const atMs = fc.integer({ min: 0, max: loadMs });

const fault: fc.Arbitrary<Fault> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("kill" as const),
      replica: fc.option(replica, { freq: 4 }),
      point: fc.constantFrom(...killPoints),
      downMs: fc.integer({ min: 0, max: 3000 }),
    }),
  },
  {
    weight: 1,
    // Longer than every lease.
    arbitrary: fc.record({ type: fc.constant("freeze" as const), replica, forMs: fc.constant(10_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("store" as const),
      as: fc.constantFrom("killed" as const, "frozen" as const),
      forMs: fc.integer({ min: 200, max: 5000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("cut" as const), platform }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("repeat" as const),
      platform,
      copies: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("reorder" as const),
      platform,
      forMs: fc.integer({ min: 100, max: 1500 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("calls" as const),
      platform,
      as: fc.constantFrom(...callFailures),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("model" as const),
      as: fc.constantFrom(...modelFailures),
      times: fc.integer({ min: 1, max: 8 }),
    }),
  },
);

const openQuestion = fc.record({
  platform,
  person: fc.constantFrom("ana", "ben", "dora"),
  channel: fc.constantFrom("general", "engineering"),
});
const closedQuestion = fc.record({
  platform,
  person: fc.constantFrom("ana", "ben"),
  channel: fc.constant("core-team"),
});
// One each: what comes together in a direct conversation is answered together.
const directQuestions = fc.constant(
  platforms.flatMap((each) =>
    ["ana", "ben"].map((person) => ({ platform: each, person, channel: `dm-${person}` })),
  ),
);

const timed = <Thing extends object>(thing: fc.Arbitrary<Thing>) =>
  fc.tuple(thing, atMs).map(([each, at]) => ({ ...each, atMs: at }));

const timetable = fc
  .record({
    open: fc.array(timed(openQuestion), { minLength: 16, maxLength: 24, size: "max" }),
    closed: fc.array(timed(closedQuestion), { minLength: 4, maxLength: 6, size: "max" }),
    direct: fc.tuple(directQuestions, fc.array(atMs, { minLength: 4, maxLength: 4 })),
    faults: fc.array(timed(fault), { minLength: 3, maxLength: 7, size: "max" }),
    dreamAtMs: fc.integer({ min: 500, max: loadMs / 2 }),
  })
  .map(({ open, closed, direct: [direct, times], faults, dreamAtMs }) => ({
    questions: [...open, ...closed, ...direct.map((each, place) => ({ ...each, atMs: times[place] ?? 0 }))],
    faults,
    dreamAtMs,
  }));

/** The same seed gives the same plan. */
export function planOf(seed: number): Plan {
  const [plan] = fc.sample(timetable, { seed, numRuns: 1 });
  if (!plan) throw new Error("There is no plan");
  return { seed, ...plan };
}
