/** Data about a person that is recognised by its form. */
export type PersonalData =
  | "card-number"
  | "bank-account"
  | "national-id"
  | "email-address"
  | "phone-number"
  | "home-address";

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/u;
const phone =
  /(?<![\w.:/-])(?:\+|00)\d{1,3}[\s./()-]*(?:\d[\s./()-]*){6,12}\d(?![\w-])|(?<![\w.:/-])\(?0\d{2,5}\)?[\s./-]*(?:\d[\s/-]?){5,9}\d(?![\w-])|(?<![\w.-])\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?![\w-])/u;
const cardLike = /(?<![\w-])(?:\d[ -]?){12,18}\d(?![\w-])/gu;
const ibanLike = /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?!\w)/giu;
// United States, Brazil (CPF) and Great Britain (National Insurance): what is written with its own separators.
const nationalId =
  /(?<![\w-])(?:(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}|\d{3}\.\d{3}\.\d{3}-\d{2}|[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?![\w-])/u;
const address =
  /(?<![\w-])\d{1,5}[a-z]? (?:\p{Lu}[\p{L}'-]+ ){1,3}(?:street|st\.?|road|rd\.?|avenue|ave\.?|lane|drive|close|court|square|terrace|way|boulevard|blvd\.?)(?!\p{L})|(?<!\p{L})(?:\p{Lu}[\p{L}-]*(?:straße|strasse|gasse|weg|platz|allee)|(?:rua|avenida|travessa|calle|rue|via) (?:\p{L}+ ){0,3}\p{L}+,?) \d{1,4}[a-z]?(?!\w)/iu;

/**
 * The kinds of personal data in a text, by their form: card numbers that pass Luhn's check, IBANs that pass the check of
 * ISO 7064, and what looks like a national id, an e-mail address, a telephone number or a street with its number.
 */
export function findPersonalData(text: string): ReadonlySet<PersonalData> {
  const found = new Set<PersonalData>();
  if ((text.match(cardLike) ?? []).some(passesLuhn)) found.add("card-number");
  if ((text.match(ibanLike) ?? []).some(isIban)) found.add("bank-account");
  if (nationalId.test(text)) found.add("national-id");
  if (email.test(text)) found.add("email-address");
  if (!found.has("card-number") && !found.has("bank-account") && phone.test(text)) found.add("phone-number");
  if (address.test(text)) found.add("home-address");
  return found;
}

function passesLuhn(written: string): boolean {
  const digits = [...written.replace(/\D/gu, "")].map(Number).reverse();
  if (digits.length < 13 || digits.length > 19 || new Set(digits).size === 1) return false;
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
  for (let length = compact.length; length >= 15; length -= 1) {
    const moved = `${compact.slice(4, length)}${compact.slice(0, 4)}`;
    const number = [...moved].map((letter) => Number.parseInt(letter, 36).toString()).join("");
    let rest = 0;
    for (const digit of number) rest = (rest * 10 + Number(digit)) % 97;
    if (rest === 1) return true;
  }
  return false;
}
