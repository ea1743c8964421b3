/** Tells whether a text holds an id as a whole word: nothing that ids are made of stands right before or after it. */
export function namesWhole(id: string): (text: string) => boolean {
  const isWord = (character: string | undefined) =>
    character !== undefined && /[A-Za-z0-9_]/u.test(character);
  return (text) => {
    for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
      if (!isWord(text[at - 1]) && !isWord(text[at + id.length])) return true;
    }
    return false;
  };
}
