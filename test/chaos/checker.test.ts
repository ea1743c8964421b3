import { describe, expect, it } from "vitest";
import { findFaults, type Law } from "./checker.ts";
import type { AskedQuestion, ChaosRecord, Proposed, ShownAnswer } from "./record.ts";

const shown = (words: string, about: Partial<ShownAnswer> = {}): ShownAnswer => ({
  words,
  isDraft: false,
  isPrivate: false,
  ...about,
});

const answer = shown("Answer to question 1. I was shown canary-slack-general. The end of 1.");
const apology = shown(
  "The model is overloaded right now, so I could not answer. Please ask again in a minute.",
);
const notice = shown(
  "My memory is unavailable right now, so I cannot answer yet. If you hear nothing more within ten minutes, please ask again.",
);

const asked = (answers: readonly ShownAnswer[]): AskedQuestion => ({
  platform: "Slack",
  number: 1,
  person: "ana",
  channel: "general",
  id: "1",
  answers,
});

const approved: Proposed = {
  platform: "Slack",
  cards: ["Deploys are frozen on Fridays. Approved by Ana, 22 Nov."],
  told: [
    {
      platform: "Slack",
      person: "ana",
      press: "approve",
      words: "Approved: remembered for the team. Undo takes it back.",
    },
    {
      platform: "Slack",
      person: "owen",
      press: "reject",
      words: "Already approved by Ana. Nothing changed.",
    },
  ],
  timesRemembered: 1,
};

const rejected: Proposed = {
  ...approved,
  cards: ["Deploys are frozen on Fridays. Rejected by Owen, 22 Nov."],
  told: [
    {
      platform: "Slack",
      person: "owen",
      press: "reject",
      words: "Rejected. It will not come back without new evidence.",
    },
  ],
  timesRemembered: 0,
};

const clean: ChaosRecord = {
  seed: 1,
  isAfterErasure: true,
  mayBeWithoutStore: true,
  questions: [asked([answer])],
  outputs: [{ platform: "Slack", channel: "general", words: answer.words, readers: ["ana", "ben"] }],
  canaries: [
    { platform: "Slack", word: "canary-slack-general", readers: ["ana", "ben", "cleo"] },
    { platform: "Slack", word: "canary-slack-dm-ana", readers: ["ana"] },
  ],
  proposed: [approved],
  erased: [{ platform: "Slack", person: "dora", rows: [] }],
  logged: [],
  troubles: [],
};

describe("the checker of a record", () => {
  it.each<[string, Partial<ChaosRecord>]>([
    ["an answer", {}],
    ["an apology", { questions: [asked([apology])] }],
    ["a notice before the answer", { questions: [asked([notice, answer])] }],
    [
      "an answer that went with its source",
      { questions: [asked([shown("(This answer rested on a message that is gone.)")])] },
    ],
    [
      "half an answer with an apology below it",
      { questions: [asked([shown(`Answer to question 1.\n\n${apology.words}`)])] },
    ],
    ["a rejection", { proposed: [rejected] }],
    [
      "a press that failed and one that counted",
      {
        proposed: [
          { ...approved, told: [{ platform: "Slack", person: "owen", press: "reject", words: "" }] },
        ],
      },
    ],
    [
      "a private word where only its reader is",
      {
        outputs: [{ platform: "Slack", channel: "dm-ana", words: "canary-slack-dm-ana", readers: ["ana"] }],
      },
    ],
  ])("finds nothing in %s", (_name, about) => {
    expect(findFaults({ ...clean, ...about })).toEqual([]);
  });

  it.each<[string, Law, Partial<ChaosRecord>]>([
    ["no answer", "one answer or apology", { questions: [asked([])] }],
    ["a notice alone", "one answer or apology", { questions: [asked([notice])] }],
    [
      "a notice while the store is there",
      "one answer or apology",
      { mayBeWithoutStore: false, questions: [asked([notice, answer])] },
    ],
    [
      "an apology for a fault of its own",
      "one answer or apology",
      {
        questions: [
          asked([
            shown(
              "Something went wrong on my side, so I did not answer. Please ask again; whoever runs me finds the cause in the log.",
            ),
          ]),
        ],
      },
    ],
    [
      "what a broken try left",
      "one answer or apology",
      { questions: [asked([shown(`Half of a truncated ${answer.words}`)])] },
    ],
    [
      "the answer again at the top",
      "one answer or apology",
      { outputs: [...clean.outputs, ...clean.outputs] },
    ],
    ["a memory without a card", "one final verdict", { proposed: [{ ...approved, cards: [] }] }],
    [
      "a memory that is there twice",
      "one final verdict",
      { proposed: [{ ...approved, timesRemembered: 2 }] },
    ],
    [
      "an answer taken back before anybody was erased",
      "one answer or apology",
      {
        isAfterErasure: false,
        questions: [asked([shown("(This answer rested on a message that is gone.)")])],
      },
    ],
    ["two answers", "one answer or apology", { questions: [asked([answer, answer])] }],
    ["an answer and an apology", "one answer or apology", { questions: [asked([answer, apology])] }],
    ["a draft", "one answer or apology", { questions: [asked([{ ...answer, isDraft: true }])] }],
    [
      "half an answer",
      "one answer or apology",
      { questions: [asked([shown("Answer to question 1. I was")])] },
    ],
    ["an empty history", "one answer or apology", { questions: [asked([shown("There is nothing here.")])] }],
    [
      "another's answer",
      "the answer to its own question",
      {
        questions: [asked([shown("Answer to question 2. The end of 2.")])],
      },
    ],
    [
      "an answer elsewhere",
      "the answer to its own question",
      {
        outputs: [{ platform: "Slack", channel: "dm-ben", words: answer.words, readers: ["ben"] }],
      },
    ],
    [
      "a leak",
      "within its audience",
      {
        outputs: [
          { platform: "Slack", channel: "general", words: "canary-slack-dm-ana", readers: ["ana", "ben"] },
        ],
      },
    ],
    [
      "a leak to another platform",
      "within its audience",
      {
        outputs: [{ platform: "Discord", channel: "dm-ana", words: "canary-slack-dm-ana", readers: ["ana"] }],
      },
    ],
    ["a card without a verdict", "one final verdict", { proposed: [{ ...approved, cards: ["Deploys"] }] }],
    [
      "two verdicts",
      "one final verdict",
      {
        proposed: [{ ...approved, told: [...approved.told, ...rejected.told] }],
      },
    ],
    [
      "a rejection that is remembered",
      "one final verdict",
      { proposed: [{ ...rejected, timesRemembered: 1 }] },
    ],
    ["an approval that is not", "one final verdict", { proposed: [{ ...approved, timesRemembered: 0 }] }],
    [
      "a word that the card contradicts",
      "one final verdict",
      {
        proposed: [{ ...rejected, told: approved.told }],
      },
    ],
    [
      "two cards",
      "no dream twice",
      { proposed: [{ ...approved, cards: [...approved.cards, ...approved.cards] }] },
    ],
    [
      "a row",
      "nothing names who was erased",
      {
        erased: [{ platform: "Slack", person: "dora", rows: ["reverie:a-row"] }],
      },
    ],
    ["a word in a log", "no word or secret in a log", { logged: ["canary-slack-dm-ana"] }],
    ["a replica's end", "as the platform wants it", { troubles: ["A replica ended by itself with 1"] }],
  ])("finds %s", (_name, law, about) => {
    expect(findFaults({ ...clean, ...about }).map((finding) => finding.law)).toContain(law);
  });
});
