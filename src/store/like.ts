/**
 * Whether a pattern occurs in a text, as SQL's LIKE with a wildcard at both ends: `%` is any number of characters, `_`
 * is one, case does not count. Each stretch between two `%` takes its leftmost place, which is always a right one: the
 * cost is at most the length of the pattern times the length of the text.
 *
 * @example containsLike('Nightly report', 'night%rep') // true
 */
export function containsLike(text: string, pattern: string): boolean {
  const characters = Array.from(text.toLowerCase());
  let from = 0;
  for (const stretch of pattern.toLowerCase().split('%')) {
    const wanted = Array.from(stretch);
    const last = characters.length - wanted.length;
    while (from <= last && !fitsAt(characters, from, wanted)) from += 1;
    if (from > last) return false;
    from += wanted.length;
  }
  return true;
}

function fitsAt(characters: readonly string[], from: number, wanted: readonly string[]): boolean {
  return wanted.every((character, index) => character === '_' || character === characters[from + index]);
}
