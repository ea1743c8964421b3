import { plainText } from "./quoted-data.ts";
import { foldQuote } from "./quotes.ts";
import { slicesOf } from "./slices.ts";

/** Data about a person that is recognised by its form. */
export type PersonalData =
  | "card-number"
  | "bank-account"
  | "national-id"
  | "email-address"
  | "phone-number"
  | "home-address";

const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}{2,}/u;
const phone =
  /(?<![\w.:/-])(?:\+|00)\d{1,3}[\s./()-]*(?:\d[\s./()-]*){6,12}\d(?![\w-])|(?<![\w.:/-])\(?0\d{2,5}\)?[\s./-]*(?:\d[\s/-]?){5,9}\d(?![\w-])|(?<![\w.-])\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?![\w-])/u;
const cardLike = /(?<![\w-])(?:\d[ .\-–—_·/]{0,3}){12,18}\d(?![\w-])/gu;
// What the numbers of cards that are issued begin with (ISO/IEC 7812): a date does not.
const issued = /^(?:2[2-7]|[3-6])/u;
// How long an IBAN is in its country (SWIFT's IBAN registry): another length is none.
const ibanLengths: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AT: 20,
  BE: 16,
  BG: 22,
  BR: 29,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IS: 26,
  IT: 27,
  KW: 30,
  KZ: 20,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MA: 28,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MT: 31,
  NL: 18,
  NO: 15,
  PK: 24,
  PL: 28,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  SA: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  XK: 20,
};
const ibanLike = /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,8}/giu;
// United States, Brazil (CPF) and Great Britain (National Insurance): what is written with its own separators.
const nationalId =
  /(?<![\w-])(?:(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}|\d{3}\.\d{3}\.\d{3}-\d{2}|[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?![\w-])/u;
const address =
  /(?<![\w-])\d{1,5}[a-z]? (?:\p{Lu}[\p{L}'-]{0,30} ){1,3}(?:[Ss]treet|[Ss]t\.?|[Rr]oad|[Rr]d\.?|[Aa]venue|[Aa]ve\.?|[Ll]ane|Drive|Close|Court|Square|Terrace|Way|[Bb]oulevard|[Bb]lvd\.?)(?!\p{L})|(?<!\p{L})(?:\p{Lu}[\p{L}-]{0,40}(?:straße|strasse|gasse|weg|platz|allee)|(?:[Rr]ua|[Aa]venida|[Tt]ravessa|[Cc]alle|[Rr]ue|[Vv]ia) (?:d[aeo]s? |de la |del |della |des |du )?\p{Lu}\p{L}{0,30}(?: \p{L}{1,30}){0,3},?) \d{1,4}[a-z]?(?!\w)/u;

/**
 * The kinds of personal data in a text, by their form: card numbers that pass Luhn's check, IBANs that pass the check of
 * ISO 7064, and what looks like a national id, an e-mail address, a telephone number or a street with its number.
 */
export function findPersonalData(text: string): ReadonlySet<PersonalData> {
  const plain = foldQuote(plainText(text)).normalize("NFKC");
  return new Set(slicesOf(plain).flatMap((slice) => findInSlice(slice.text)));
}

function findInSlice(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  if ((text.match(cardLike) ?? []).some(holdsCard)) found.push("card-number");
  if ((text.match(ibanLike) ?? []).some(isIban)) found.push("bank-account");
  if (nationalId.test(text)) found.push("national-id");
  if (email.test(text)) found.push("email-address");
  // The numbers of a card or an account look like those of a telephone.
  if (!found.includes("card-number") && !found.includes("bank-account") && phone.test(text))
    found.push("phone-number");
  if (address.test(text)) found.push("home-address");
  return found;
}

/** A card's number in groups of four may be followed by its month, its year or its code. */
function holdsCard(written: string): boolean {
  const grouped = /^(?:\d{4}[^\d]{1,3}){3}\d{4}(?=[^\d])/u.exec(written)?.[0];
  return [written, ...(grouped ? [grouped] : [])].some((each) => passesLuhn(each.replace(/\D/gu, "")));
}

function passesLuhn(number: string): boolean {
  const digits = [...number].map(Number).reverse();
  if (digits.length < 13 || digits.length > 19 || !issued.test(number)) return false;
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** The first four characters go to the end, letters become numbers from 10 on, and the whole leaves 1 when divided by 97. */
function isIban(written: string): boolean {
  // What follows may be a word of the sentence, which the pattern took along.
  const compact = written.replace(/ /gu, "").toUpperCase();
  const length = ibanLengths[compact.slice(0, 2)];
  if (length === undefined || compact.length < length) return false;
  const moved = `${compact.slice(4, length)}${compact.slice(0, 4)}`;
  let rest = 0;
  for (const digit of [...moved].map((letter) => Number.parseInt(letter, 36).toString()).join(""))
    rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
