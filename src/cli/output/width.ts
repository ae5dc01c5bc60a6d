const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Ranges of characters that take two columns of a terminal (Unicode's East Asian Width W and F), without emoji. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** How many columns of a terminal a text takes; it must hold no line ends and no escapes. */
export function widthOf(text: string): number {
  // Printable ASCII is one column a character.
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += graphemeWidth(segment);
  return width;
}

/**
 * Cuts a text to a width, with `…` at its end when something is missing.
 *
 * @param width - in columns, at least 1
 */
export function fit(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const wide = graphemeWidth(segment);
    if (used + wide > width - 1) break;
    kept += segment;
    used += wide;
  }
  return `${kept}…`;
}

/** What a terminal shows on one line: control characters, which could move its cursor, become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}

function graphemeWidth(segment: string): number {
  const code = segment.codePointAt(0) ?? 0;
  if (/^[\p{Mark}\p{Cf}\p{Cc}]/u.test(segment)) return 0;
  // A variation selector or a flag makes an emoji of what is none alone.
  if (/\p{Emoji_Presentation}|\ufe0f|\p{Regional_Indicator}{2}/u.test(segment)) return 2;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
