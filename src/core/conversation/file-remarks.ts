import { fileName } from "../text/file-name.ts";
import type { AskedFile } from "./attachments.ts";
import { fileTextUnits } from "./file-content.ts";

/** The most files that one remark names. */
const namedAtMost = 5;

/**
 * What a person is told of their files whatever the model says: those that were not read, with the reason, and
 * those that were read in part. Plain text; empty for nothing to tell.
 */
export function fileRemarks(files: readonly AskedFile[]): string[] {
  const notRead = files.flatMap(({ file, content }) =>
    content.kind === "unread" ? [`${fileName(file.name)} (${content.why})`] : [],
  );
  const inPart = files.flatMap(({ file, content }) =>
    content.kind === "text" && content.isCut
      ? [`${fileName(file.name)} (its first ${fileTextUnits} characters)`]
      : [],
  );
  return [...remark("Not read", notRead), ...remark("Read in part", inPart)];
}

function remark(about: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > namedAtMost ? `, and ${names.length - namedAtMost} more` : "";
  return [`${about}: ${names.slice(0, namedAtMost).join(", ")}${more}`];
}
