/** A count with its noun, such as `1 memory`, `2 memories`, `3 people` and `1,204 messages`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : pluralOf(noun)}`;
}

function pluralOf(noun: string): string {
  if (noun === "person") return "people";
  if (noun.endsWith("ch")) return `${noun}es`;
  return noun.endsWith("y") && !noun.endsWith("ay") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
