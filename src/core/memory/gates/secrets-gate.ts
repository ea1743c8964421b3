import { type Gate, saidBy } from "./gate.ts";

/** It holds no key, token or password: not in its sentence, not in the reason for it, not in a quote. */
export const secretsGate: Gate = (candidate, facts) =>
  saidBy(candidate).some((text) => facts.hasSecret(text))
    ? { stop: "It holds a key or a password." }
    : candidate;
