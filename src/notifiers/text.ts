/**
 * Cuts a text to what a service accepts, with an ellipsis at the cut; counts UTF-16 units and never splits a pair.
 *
 * @example cutTo('abcdef', 4) // 'abc…'
 */
export function cutTo(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 2);
  const isPairStart = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, isPairStart ? length - 2 : length - 1)}…`;
}

/** Subject and body as one text, one line apart; the subject alone or the body alone when the other is empty. */
export function joined(subject: string, body: string): string {
  return [subject, body].filter((part) => part !== '').join('\n');
}
