/**
 * Whether a name fits a pattern in which `*` stands for any letters, in any case. Takes at most as many steps
 * as name and pattern are long multiplied, whatever the pattern.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const text = name.toLowerCase();
  const wanted = pattern.toLowerCase();
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (wanted[next] === "*") {
      star = next;
      next += 1;
      resume = at;
    } else if (next < wanted.length && wanted[next] === text[at]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      // The newest star takes one letter more; stars before it need never be asked again.
      resume += 1;
      at = resume;
      next = star + 1;
    } else {
      return false;
    }
  }
  return wanted.slice(next).replaceAll("*", "") === "";
}
