/**
 * Which of `count` parts a text belongs to: the same everywhere, and spread evenly (FNV-1a with a last mix).
 *
 * @param count 1 or more
 */
export function partOf(text: string, count: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % count;
}
