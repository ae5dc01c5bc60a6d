/**
 * A list as one says it.
 *
 * @example spoken(['a', 'b', 'c'], 'or') // 'a, b or c'
 */
export function spoken(parts: readonly string[], word: 'and' | 'or'): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1) ?? ''}`;
}

/** A text as it was written down, between backticks. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', '’')}\``;
}

/** One value or several as a list. */
export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
