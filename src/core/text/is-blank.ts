import { storedText } from "./safe-markdown/clean-text.ts";

/** Whether a text shows nothing: platforms refuse a message and a label of it. */
export function isBlank(text: string): boolean {
  return storedText(text).replace(/[\s\p{Cc}\p{Default_Ignorable_Code_Point}]+/gu, "") === "";
}
