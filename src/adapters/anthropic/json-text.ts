/** JSON as a model writes it: bare, or inside a code fence. Undefined where there is none. */
export function parseJsonText(text: string): { readonly value: unknown } | undefined {
  return parse(text) ?? parse(fenced(text));
}

// Servers that do not know structured outputs answer as a person would read it.
function fenced(text: string): string {
  return /```[a-z]*\s([\s\S]*)```/i.exec(text)?.[1] ?? "";
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
