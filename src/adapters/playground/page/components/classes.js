/** The class names among the given, apart from conditions that did not hold. */
export function classes(...names) {
  return names.filter(Boolean).join(" ");
}
