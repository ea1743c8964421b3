import type { PersonId, WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import { directoryOf } from "./platforms.ts";
import { writeOptOut } from "./privacy.ts";

/** What somebody is told whom the platform does not know. */
export const unknownPerson = "I do not find you in this workspace. Nothing changed.";

/** Takes somebody's words out of what is kept from here on, or back in, by their own wish. Gives what they are told. */
export async function choosePrivacy(
  parts: Parts,
  workspace: WorkspaceId,
  id: PersonId,
  isOut: boolean,
): Promise<string> {
  const person = await directoryOf(parts, workspace).person(workspace, id);
  if (!person) return unknownPerson;
  await writeOptOut(parts, workspace, person, isOut);
  return isOut
    ? "Done. From here on what you say is kept only until it is answered. What was kept before stays until `/reverie privacy erase`."
    : "Done. From here on I keep what you say where I may listen.";
}
