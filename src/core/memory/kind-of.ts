import type { MemoryKind } from "../memory.ts";

/** The kind of a sentence by its first words; a fact where nothing tells. */
export function kindOf(text: string): MemoryKind {
  if (
    /\b(?:i|he|she|they) (?:prefer|like|want|hate|love)s?\b|\bplease (?:always|never)\b|\b(?:always|never) (?:answer|reply|write|use|call|address)\b/iu.test(
      text,
    )
  )
    return "preference";
  if (/\b(?:we|the team) (?:have )?(?:decided|agreed|chose|settled)\b/iu.test(text)) return "decision";
  if (/\b(?:before|after|when(?:ever)?|first|then|always|never)\b/iu.test(text)) return "workflow";
  return "fact";
}
