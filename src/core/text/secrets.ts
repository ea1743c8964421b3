import { lintSource } from "@secretlint/core";
import { secretLintProfiler } from "@secretlint/profiler";
import { creator as recommended } from "@secretlint/secretlint-rule-preset-recommend";
import { slicesOf } from "./slices.ts";

/** A stretch of a text, in UTF-16 units from its start; the end is not part of it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const config = { rules: [{ id: "recommended", rule: recommended, options: {} }] };

// It would keep a record of every text that it looks at.
secretLintProfiler.setEnabled(false);

// What the preset misses, or finds only beside other words: forms of keys that stand alone, and words that say
// that a secret follows.
const ownForms: readonly RegExp[] = [
  // AWS access key ids, and secret keys beside a word that names them.
  /\b(?:AKIA|ASIA|AGPA|AROA)[A-Z0-9]{12,20}\b/gu,
  /\b(?:aws|secret|private|access)[\w .-]{0,20}[:= ]+[A-Za-z0-9/+]{40}\b/giu,
  // The head of a private key, with what follows up to its end.
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^\0]*?-----END [A-Z ]*PRIVATE KEY-----|[^\n]*)/gu,
  // JSON Web Tokens, Google, GitHub, GitLab, Slack, Discord, OpenAI, Stripe and npm keys in their bare form.
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?/gu,
  /\bAIza[\w-]{30,}/gu,
  /\b(?:gh[pousr]|github_pat|glpat|npm|dop_v1|hf)[_-][A-Za-z0-9_-]{16,}/gu,
  /\bxox[abeoprs]-[\w-]{8,}|\bxapp-[\w-]{8,}/gu,
  /\bhv[sb]\.[\w-]{16,}|\bpypi-[\w-]{16,}|\/api\/webhooks\/\d+\/[\w-]{20,}/gu,
  /\b[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{25,}/gu,
  /\bsk-[A-Za-z0-9_-]{16,}|\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}/gu,
  // An address that holds a name and a password.
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]+:[^\s@/]+@\S+/giu,
  /\b(?:Bearer|Basic) [A-Za-z0-9+/._~-]{16,}=*/gu,
  // Words that say what follows: a value that holds both a letter and a digit or a sign, so that "the password is
  // in the safe" is none.
  /\b(?:pass ?words?|passwd|pwd|pass ?code|pass ?phrase|pw|secret(?: key)?|api[ _-]?key|access[ _-]?key|auth[ _-]?token|token|credentials?|kennwort|passwort|senha|contraseña|mot de passe)\b(?:[\w ]{0,20}?)?(?:\s*[:=]\s*|\s+(?:is|was|ist|é|es|est)\s*:?\s+)["'`“]?(?=[^\s"'`”]*\p{L})(?=[^\s"'`”]*[\d!#$%&*^~])[^\s"'`”]{6,}/giu,
  /\b(?:door|gate|alarm|safe|wi-?fi|entry|bank|card|phone)[\w -]{0,12}(?:code|pin|key)\s*(?:is|:|=)\s*\d{4,8}\b|\bpin\s*(?:is|:|=)\s*\d{4,8}\b/giu,
];

/** Long runs of letters and digits without a word in them: keys of a kind that nobody listed. */
const randomForm = /(?<![\w/-]|\w\.)[A-Za-z0-9+/_-]{32,}={0,2}(?![\w/-]|\.\w)/gu;
const leastEntropyBits = 4.2;

/**
 * The secrets of a text: keys, tokens, passwords, private keys. By the rules of @secretlint, by the forms that these
 * miss, and by how random a long run of letters and digits is.
 */
export async function findSecrets(text: string): Promise<readonly Stretch[]> {
  const found: Stretch[] = [];
  for (const slice of slicesOf(text)) {
    for (const { start, end } of await findInSlice(slice.text))
      found.push({ start: slice.start + start, end: slice.start + end });
  }
  return merged(found);
}

async function findInSlice(text: string): Promise<Stretch[]> {
  // A comment in what somebody wrote switches no rule off: here it is none, and every place stays where it was.
  const content = text.replaceAll("secretlint-", "secretlint_");
  const { messages } = await lintSource({
    source: { content, filePath: "message.txt", ext: ".txt", contentType: "text" },
    options: { config, noPhysicFilePath: true },
  });
  const found: Stretch[] = messages.map(({ range: [start, end] }) => ({ start, end }));
  for (const form of ownForms) for (const match of text.matchAll(form)) found.push(stretchOf(match));
  for (const match of text.matchAll(randomForm)) if (isRandom(match[0])) found.push(stretchOf(match));
  return found;
}

/** A question that tells whether one of the texts that were looked at holds a secret. Any other text counts as one that does. */
export async function scanForSecrets(texts: readonly string[]): Promise<(text: string) => boolean> {
  const found = new Map<string, boolean>();
  for (const text of new Set(texts)) found.set(text, (await findSecrets(text)).length > 0);
  return (text) => found.get(text) ?? true;
}

/** What stands in the place of a secret where a text is shown to a model. */
export const secretMark = "[secret]";

/** The texts with a mark in the place of each secret. One look at all of them together, because there may be thousands. */
export async function withoutSecrets(texts: readonly string[]): Promise<readonly string[]> {
  // Apart by a sign that no secret holds, so that none reaches from one text into the next.
  const border = "\n\0\n";
  const secrets = await findSecrets(texts.join(border));
  let offset = 0;
  return texts.map((text) => {
    const start = offset;
    offset += text.length + border.length;
    const own = secrets.filter((each) => each.start < start + text.length && each.end > start);
    return own.toReversed().reduce((shown, each) => {
      const from = Math.max(0, each.start - start);
      return `${shown.slice(0, from)}${secretMark}${shown.slice(Math.min(text.length, each.end - start))}`;
    }, text);
  });
}

function stretchOf(match: RegExpExecArray): Stretch {
  return { start: match.index, end: match.index + match[0].length };
}

function merged(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const { start, end } of stretches.toSorted((one, other) => one.start - other.start)) {
    const last = kept.at(-1);
    if (last && start <= last.end)
      kept[kept.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else kept.push({ start, end });
  }
  return kept;
}

/** From this share on the kind of letter changes too often for words that are written together. */
const leastChanges = 0.45;

/** The shortest stretch without a hyphen or a stroke that no word is. */
const leastStretch = 20;

/**
 * Whether a run of letters and digits is random: by Shannon's entropy, in bits a letter, and by how often the kind of
 * letter changes. Paths and names that are made of words are not.
 */
function isRandom(run: string): boolean {
  if (!/[a-z]/u.test(run) || !/[A-Z]/u.test(run) || !/\d/u.test(run)) return false;
  if (Math.max(...run.split(/[-_/+]/u).map(({ length }) => length)) < leastStretch) return false;
  const kinds = [...run].map((letter) => (/\d/u.test(letter) ? 0 : letter === letter.toLowerCase() ? 1 : 2));
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  if (changes < leastChanges * run.length) return false;
  const counts = new Map<string, number>();
  for (const letter of run) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / run.length) * Math.log2(count / run.length);
  return bits >= leastEntropyBits;
}
