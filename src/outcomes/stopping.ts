import type { Press } from "../core/actions.ts";
import { recheckPerson } from "../core/memory/rights.ts";
import type { Parts } from "../core/parts.ts";
import { type AskedWork, mayKnowOf } from "./standing.ts";

/** Why somebody may not stop work, or what is noted where they may: that it was not whoever asked, who goes by no name here. */
export async function readStopper(
  parts: Parts,
  { workspace, person }: Press,
  asked: AskedWork,
  nothing: string,
): Promise<{ readonly remark: string } | { readonly refusal: string }> {
  const presser = await recheckPerson(parts, workspace, person);
  if (asked.person !== person && !(await mayKnowOf(parts, presser, asked))) return { refusal: nothing };
  if (!presser || (asked.person !== person && presser.role !== "admin"))
    return {
      refusal: `Only ${asked.personName}, who asked for it, and administrators can stop it. Nothing changed.`,
    };
  return { remark: asked.person === person ? "" : "By an administrator." };
}
