import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kindNames, scopesOf } from "../../../../src/adapters/slack/manifest/scopes.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../../README.md"), "utf8");

/** Rows of the README's table of scopes, in their order. */
const rows = readme.split("\n").filter((line) => /^\| `[a-z_]+(?:\.[a-z]+)?(?::[a-z]+)?` \| It /u.test(line));

describe("the README", () => {
  it("has a row for each scope and no other, with the reason that the app itself gives", () => {
    const expected = scopesOf("learn").map(
      ({ name, why, isForLearning }) => `| \`${name}\` | ${why} | ${isForLearning ? "learn" : "both"} |`,
    );
    expect(rows).toEqual(expected);
  });

  it("calls the two apps as the doctor does", () => {
    for (const name of Object.values(kindNames)) expect(readme).toContain(`| ${name} |`);
  });
});

describe("the reasons", () => {
  it.each(scopesOf("learn"))("are one sentence each: $name", ({ why, without }) => {
    expect(why).toMatch(/^It [^.]+\.$/u);
    expect(without).toMatch(/^(?:it|there|\/reverie) [^.]+$/u);
  });
});
