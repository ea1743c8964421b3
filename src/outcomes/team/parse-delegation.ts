import { dollarsAdvice, readDollars, usualDollars } from "../cap.ts";

/** What somebody delegates, and how. */
export interface Delegation {
  readonly text: string;
  readonly asksFirst: boolean;
  readonly dollarsAtMost: number;
}

const stated = /^(ask first)?\s*,?\s*(?:\$\s*([\d.,]+))?\s*:(.*)$/isu;

/** Reads `<task>`, `: <task>`, `ask first: <task>`, `$2: <task>` and `ask first, $2: <task>`, each also after a colon. */
export function parseDelegation(rest: string): Delegation | { readonly refusal: string } {
  const said = rest.trim().replace(/^:\s*/u, "");
  const [, first, dollars, text] = stated.exec(said) ?? [];
  const dollarsAtMost = dollars === undefined ? usualDollars : readDollars(dollars);
  if (dollarsAtMost === undefined) return { refusal: `${dollarsAdvice} Nothing was begun.` };
  return { text: (text ?? said).trim(), asksFirst: first !== undefined, dollarsAtMost };
}

/** Whether it says how with a colon: without one it may be talk. */
export function isStated(rest: string): boolean {
  return (stated.exec(rest.trim())?.[3]?.trim() ?? "") !== "";
}
