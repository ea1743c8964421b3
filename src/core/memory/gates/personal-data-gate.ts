import { findPersonalData } from "../../text/personal-data.ts";
import { withWarnings } from "../warnings.ts";
import { type Gate, saidBy } from "./gate.ts";

/**
 * Card numbers, bank accounts and national ids are never remembered. An address, a telephone number or an e-mail
 * address is for a person to say: the card warns.
 */
export const personalDataGate: Gate = (candidate) => {
  const found = new Set(saidBy(candidate).flatMap((text) => [...findPersonalData(text)]));
  for (const kind of ["card-number", "bank-account", "national-id"] as const)
    if (found.has(kind)) return { stop: "It holds a card number, a bank account or a national id." };
  const rest = (["email-address", "phone-number", "home-address"] as const).filter((kind) => found.has(kind));
  return { ...candidate, warnings: withWarnings(candidate.warnings, rest) };
};
