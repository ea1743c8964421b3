import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSecrets, scanForSecrets, secretMark, withoutSecrets } from "../../../src/core/text/secrets.ts";
import { anyUnits, hostileText, writtenText } from "../../fixtures/arbitrary-text.ts";

/** Keys are joined here, so that none stands in this file. */
const joined = (...pieces: string[]) => pieces.join("");
const letters = (least: number, most = least) =>
  fc.stringMatching(new RegExp(`^[A-Za-z0-9]{${least},${most}}$`));
const keyWith = (head: string, length: number) => letters(length).map((rest) => joined(head, rest));
const password = fc.stringMatching(/^[a-z]{4,9}[0-9]{2,4}$/);

/** A secret, and the words in which it is told. */
const planted = fc.oneof(
  fc.stringMatching(/^[A-Z0-9]{16}$/).map((rest) => joined("AK", "IA", rest)),
  keyWith(joined("gh", "p_"), 36),
  keyWith(joined("gl", "pat-"), 20),
  keyWith(joined("xo", "xb-"), 24),
  keyWith(joined("sk", "-"), 24),
  keyWith(joined("sk", "_live_"), 24),
  keyWith(joined("AI", "za"), 35),
  keyWith(joined("np", "m_"), 36),
  fc.tuple(letters(20), letters(20), letters(20)).map((parts) => parts.map((part) => `eyJ${part}`).join(".")),
  letters(24).map((key) => `Bearer ${key}`),
  password.map((word) => `postgres://ana:${word}@db.example/orders`),
  letters(64, 200).map((body) => {
    const name = joined("PRIVATE", " KEY-----");
    return `-----BEGIN ${name}\n${body}\n-----END ${name}`;
  }),
);
const toldPassword = fc
  .tuple(
    fc.constantFrom("The password is ", "pw: ", "api key = ", "Passwort ist ", "a senha é ", "token: "),
    password,
  )
  .map(([telling, secret]) => ({ telling, secret }));

const word = fc.stringMatching(/^[a-z]{1,9}$/);
const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => `${words.join(" ")}.`);
const gap = fc.constantFrom(" ", "\n", " (", ", ");
const anyText = fc.oneof(
  hostileText,
  anyUnits,
  writtenText,
  sentence,
  fc.constantFrom("", "\0", "\n\0\n"),
  fc.tuple(sentence, gap, planted).map((pieces) => pieces.join("")),
);

describe("findSecrets", () => {
  it("finds every key that stands in a sentence, whole", async () => {
    await fc.assert(
      fc.asyncProperty(sentence, gap, planted, gap, sentence, async (before, one, key, other, after) => {
        const start = before.length + one.length;
        const found = await findSecrets(`${before}${one}${key}${other}${after}`);
        expect(found.some((each) => each.start <= start && each.end >= start + key.length)).toBe(true);
      }),
    );
  });

  it("finds a password where a word says that it follows", async () => {
    await fc.assert(
      fc.asyncProperty(sentence, toldPassword, sentence, async (before, { telling, secret }, after) => {
        const start = before.length + 1 + telling.length;
        const found = await findSecrets(`${before} ${telling}${secret} ${after}`);
        expect(found.some((each) => each.start <= start && each.end >= start + secret.length)).toBe(true);
      }),
    );
  });

  it("gives stretches of the text in their order, none empty and none over another", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 4 }), async (pieces) => {
        const text = pieces.join(" ");
        let end = -1;
        for (const stretch of await findSecrets(text)) {
          expect(stretch.start).toBeGreaterThan(end);
          expect(stretch.end).toBeGreaterThan(stretch.start);
          end = stretch.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each([
    "Password = 'correct-horse7'",
    "the wifi code is 48151",
    "gate pin: 4711",
    `use ${joined("AS", "IA", "QWERTYUIOP123456")} for the bucket`,
    `the key ${joined("hQ7pLx2", "VbN9sKd4", "TgR8mWc3", "YzJ6fHa5", "qE1uX0")} opens it`,
    `${joined("shp", "at_")}${"0123456789abcdef".repeat(2)}`,
  ])("finds the secret in %j", async (text) => {
    expect(await findSecrets(text)).not.toEqual([]);
  });

  it.each([
    "",
    "The password is in the safe.",
    "Passwords are kept in the safe, and never in the chat.",
    "The api key is rotated every month.",
    "The token was revoked on 2026-01-01.",
    "The secret of a good release is patience.",
    "The fix is 4f0c1d2e3b4a59687786a5b4c3d2e1f00f1e2d3c and nothing else.",
    `Hoor${"A".repeat(40)}y, release 1 is out`,
    `${"Ab1".repeat(15)} is a placeholder`,
    "The ticket is 123e4567-e89b-12d3-a456-426614174000.",
    "Read https://docs.example/guides/releases#mondays first.",
    "Bearer of bad news: the build is red.",
  ])("finds nothing in %j", async (text) => {
    expect(await findSecrets(text)).toEqual([]);
  });
});

describe("scanForSecrets", () => {
  it("tells of each text what a look at it alone tells", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 5 }), async (texts) => {
        const hasSecret = await scanForSecrets([...texts, ...texts]);
        for (const text of texts) expect(hasSecret(text)).toBe((await findSecrets(text)).length > 0);
      }),
    );
  });

  it("takes a text that nobody looked at for one that holds a secret", async () => {
    const hasSecret = await scanForSecrets(["Releases are on Mondays."]);
    expect(hasSecret("Releases are on Mondays.")).toBe(false);
    expect(hasSecret("Releases are on Tuesdays.")).toBe(true);
  });
});

describe("withoutSecrets", () => {
  it("leaves every text that holds no secret exactly as it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 5 }), async (texts) => {
        const shown = await withoutSecrets(texts);
        expect(shown).toHaveLength(texts.length);
        for (const [index, text] of texts.entries()) {
          if ((await findSecrets(text)).length === 0) expect(shown[index]).toBe(text);
        }
      }),
    );
  });

  it("leaves sentences as they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sentence, { maxLength: 20 }), async (texts) => {
        expect(await withoutSecrets(texts)).toEqual(texts);
      }),
    );
  });

  it("never leaves a planted secret in, and keeps what stands around it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sentence, { maxLength: 4 }), fc.nat(), planted, async (texts, at, key) => {
        const place = at % (texts.length + 1);
        const shown = await withoutSecrets(texts.toSpliced(place, 0, `Take ${key} with you.`));
        expect(shown).toEqual(texts.toSpliced(place, 0, `Take ${secretMark} with you.`));
      }),
    );
  });

  it("never leaves a told password in", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(toldPassword, { minLength: 1, maxLength: 4 }), async (told) => {
        const shown = await withoutSecrets(told.map(({ telling, secret }) => `${telling}${secret}`));
        for (const [index, { secret }] of told.entries()) expect(shown[index]).not.toContain(secret);
      }),
    );
  });

  it("shows each text as it would be shown alone: none has an influence on another", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 5 }), async (texts) => {
        const alone = await Promise.all(texts.map((text) => withoutSecrets([text])));
        expect(await withoutSecrets(texts)).toEqual(alone.flat());
      }),
    );
  });

  it("does not take what one text ends and the next begins with for a secret", async () => {
    const texts = ["The password is", "hunter22", "My token:", "abc12345", "postgres://ana:", "pw12345@db"];
    expect(await withoutSecrets(texts)).toEqual(texts);
  });

  it("puts one mark for each secret of a text", async () => {
    const key = joined("gh", "p_", "a1B2c3D4".repeat(4));
    expect(await withoutSecrets([`${key} and ${key}`, "", key])).toEqual([
      `${secretMark} and ${secretMark}`,
      "",
      secretMark,
    ]);
  });

  it("changes nothing the second time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 4 }), async (texts) => {
        const shown = await withoutSecrets(texts);
        expect(await withoutSecrets(shown)).toEqual(shown);
      }),
    );
  });
});

describe("what people write", () => {
  const github = ["ghp", "abcdefghijklmnopqrstuvwxyzABCDEF0123"].join("_");
  const shop = ["shpat", "0123456789abcdef0123456789abcdef"].join("_");

  it("switches no rule off, in the same text and in another one", async () => {
    const shown = await withoutSecrets(["/* secretlint-disable */", `use ${shop}`, `or ${github}`]);
    expect(shown).toEqual(["/* secretlint-disable */", "use [secret]", "or [secret]"]);
    expect(await findSecrets(`<!-- secretlint-disable --> ${shop}`)).toHaveLength(1);
  });

  it("reaches from no text into the next, not even as a private key", async () => {
    const begin = ["-----BEGIN", "PRIVATE KEY-----"].join(" ");
    const end = ["-----END", "PRIVATE KEY-----"].join(" ");
    expect(await withoutSecrets([begin, "hello there", end])).toEqual(["[secret]", "hello there", end]);
  });

  it("is found at the end of a sentence too, and in a long text wherever it stands", async () => {
    const random = ["gK3xQ9vT2mZ7", "wB5nR8yL4cH1", "jF6dS0pA"].join("");
    expect(await findSecrets(`The key is there: ${random}.`)).toHaveLength(1);
    for (const before of [0, 3590, 3990, 4010, 9000]) {
      const text = `${"word ".repeat(before / 5)}${github} and more`;
      const [found] = await findSecrets(text);
      expect(text.slice(found?.start, found?.end)).toBe(github);
    }
  });

  it.each([
    "a safe is 2000 euros",
    "The entry is 1200 words",
    "see docs/Guides/SettingUpTheBuildServerForVersion22AndLater",
    "feature/very-long-branch-name-with-Numbers-2026-and-More",
  ])("holds none in %j", async (text) => {
    expect(await findSecrets(text)).toEqual([]);
  });

  it("takes bounded time", async () => {
    for (const unit of ["a.", "a-", "M-", "sk-", "a+b", "xoxb-"]) {
      const begunAt = performance.now();
      await findSecrets(unit.repeat(200_000 / unit.length));
      expect(performance.now() - begunAt).toBeLessThan(4000);
    }
  }, 30_000);
});
