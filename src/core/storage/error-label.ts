/** What a class or a code looks like. Anything longer or with spaces could be a sentence that quotes somebody. */
const isLabel = /^[\w.:-]{1,60}$/;

/** Class and code of an error, such as `PlatformError channel_not_found`; never its text. */
export function labelError(error: unknown): string {
  if (!(error instanceof Error)) return "Unknown";
  const details = error as Error & { code?: unknown; failure?: unknown };
  const labels = [error.name, details.code ?? details.failure].map(String);
  return labels.filter((label) => label !== "undefined" && isLabel.test(label)).join(" ") || "Error";
}
