import { plainText } from "../quoted-data.ts";

// Joiners between letters of alphabets that never need them hide something; Persian and emoji need them.
const joinerInWord =
  /(?<=[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}])(?:\u200c|\u200d)(?=[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}])/gu;
const joinerElsewhere =
  /(?<![\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}])(?:\u200c|\u200d)|(?:\u200c|\u200d)(?![\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}])|\ufe0e|\ufe0f/gu;

const latin = /\p{Script=Latin}/u;
const lookAlike = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** Letters of other alphabets that look like Latin ones. */
const twins: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  х: "x",
  у: "y",
  і: "i",
  ѕ: "s",
  ԁ: "d",
  һ: "h",
  ԛ: "q",
  ѡ: "w",
  ν: "v",
  ο: "o",
  α: "a",
  ε: "e",
  ι: "i",
  κ: "k",
  ρ: "p",
  τ: "t",
  υ: "u",
  А: "A",
  В: "B",
  Е: "E",
  К: "K",
  М: "M",
  Н: "H",
  О: "O",
  Р: "P",
  С: "C",
  Т: "T",
  Х: "X",
  І: "I",
  Ѕ: "S",
  ɡ: "g",
  ո: "n",
  ӏ: "l",
  ј: "j",
};

/** Digits and signs that are read as letters. */
const digits: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
};

/** A text as it reads without its disguises, and whether it has any that nobody types by chance. */
export interface Undisguised {
  readonly readings: readonly string[];
  readonly isDisguised: boolean;
}

/** Takes hidden characters, letters of foreign alphabets, digits for letters, spaced-out letters and base64 away. */
export function undisguise(text: string): Undisguised {
  const shown = plainText(text).replaceAll(joinerInWord, "");
  const hasHidden = withoutNeeded(shown) !== withoutNeeded(text.replace(/\r\n?/gu, "\n"));
  const mixed = (shown.match(/\p{L}+/gu) ?? []).some((word) => latin.test(word) && lookAlike.test(word));
  const compatible = shown.normalize("NFKC");
  const wide = (shown.match(/[\u{1d400}-\u{1d7ff}\uff21-\uff5a\u24b6-\u24e9]/gu) ?? []).length >= 4;
  const straight = [...compatible].map((letter) => twins[letter] ?? letter).join("");
  const decoded = decodeBase64(shown);
  const lettered = deleet(straight);
  const closed = straight.replace(/(?<!\p{L})(?:\p{L}[ .·_-]){3,}\p{L}(?!\p{L})/gu, (spaced) =>
    spaced.replace(/[ .·_-]/gu, ""),
  );
  const percent = /(?:%[0-9a-f]{2}){6,}/iu.test(shown);
  const rotated =
    /\b(?:rot-?13|caesar|base64|atob|hex(?:adecimal)?) ?(?:for|:|of|->|decode\w*|encoded)|\bdecode (?:this|it|the)/iu.test(
      shown,
    );
  const reversed = /\b(?:erongi|snoitcurtsni|suoiverp)\b/iu.test(straight)
    ? [[...straight].reverse().join("")]
    : [];
  return {
    readings: [...new Set([straight, lettered, closed, ...decoded, ...reversed])],
    isDisguised:
      hasHidden || mixed || wide || decoded.length > 0 || reversed.length > 0 || percent || rotated,
  };
}

function withoutNeeded(text: string): string {
  return text.replaceAll(joinerElsewhere, "");
}

/** Words in which digits stand between letters, as "1gn0re", with the letters in their place. */
function deleet(text: string): string {
  return text.replace(/[\p{L}\d@$!|]{3,}/gu, (word) => {
    const isMixed = /\p{L}/u.test(word) && /[\d@$]/u.test(word) && !/\d{3,}/u.test(word);
    return isMixed ? [...word].map((sign) => digits[sign] ?? sign).join("") : word;
  });
}

/** What stands in the text as base64, where it is readable text. */
function decodeBase64(text: string): string[] {
  return (text.match(/[A-Za-z0-9+/_-]{20,}={0,2}/gu) ?? []).flatMap((blob) => {
    const decoded = bytesOf(blob.replace(/-/gu, "+").replace(/_/gu, "/"));
    return decoded !== undefined &&
      /^[\p{L}\p{N}\p{P}\p{Zs}\n]{12,}$/u.test(decoded) &&
      /\p{L}{2,}\s+\p{L}/u.test(decoded)
      ? [decoded]
      : [];
  });
}

function bytesOf(blob: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(blob.replace(/=+$/u, "")), (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
