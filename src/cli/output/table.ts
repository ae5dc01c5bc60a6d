import type { Paint, Tone } from './colour.ts';
import { fit, oneLine, widthOf } from './width.ts';

/** One column of a table. */
export interface Column<T> {
  readonly header: string;
  /** What stands in the cell. */
  readonly text: (row: T) => string;
  /** How it looks; plain when absent. */
  readonly tone?: (row: T) => Tone;
  /** Whether it may be cut when the terminal is too narrow. Default: false. */
  readonly shrinks?: boolean;
}

const GAP = '  ';
/** No column is cut below this, in columns of the terminal. */
const NARROWEST = 8;

/**
 * Writes rows as aligned columns.
 *
 * @param width - of the terminal; `undefined` when there is none: then nothing is cut
 * @returns lines, the header first; spaces at their ends are left out
 */
export function table<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  paint: Paint,
  width?: number,
): string[] {
  const cells = rows.map((row) => columns.map(({ text }) => oneLine(text(row))));
  const natural = columns.map(({ header }, index) =>
    Math.max(widthOf(header), ...cells.map((line) => widthOf(line[index] ?? ''))),
  );
  const widths = width === undefined ? natural : shrink(natural, columns, width);
  const line = (texts: readonly string[], tone: (index: number) => Tone): string => {
    const last = texts.findLastIndex((text) => text !== '');
    return texts
      .slice(0, last + 1)
      .map((text, index) => {
        const cut = fit(text, widths[index] ?? 1);
        const padding = index === last ? '' : ' '.repeat((widths[index] ?? 1) - widthOf(cut));
        return paint(tone(index), cut) + padding;
      })
      .join(GAP);
  };
  const head = line(
    columns.map(({ header }) => header),
    () => 'dim',
  );
  const body = cells.map((texts, at) =>
    line(texts, (index) => columns[index]?.tone?.(rows[at] as T) ?? 'plain'),
  );
  return [head, ...body];
}

/** Takes from the widest columns that may shrink until all fits, or nothing is left to take. */
function shrink<T>(natural: readonly number[], columns: readonly Column<T>[], width: number): number[] {
  const widths = [...natural];
  const gaps = GAP.length * (widths.length - 1);
  let excess = widths.reduce((sum, one) => sum + one, gaps) - width;
  while (excess > 0) {
    const widest = columns.reduce(
      (best, { shrinks = false }, index) =>
        shrinks && (widths[index] ?? 0) > NARROWEST && (widths[index] ?? 0) > (widths[best] ?? 0)
          ? index
          : best,
      -1,
    );
    if (widest === -1) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}
