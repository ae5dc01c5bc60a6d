import { meets, type Figure } from './figure.ts';

const HEADINGS = ['what', 'unit', 'product', 'bare Temporal', 'ratio', 'expected', ''];

/** The figures as a table for a terminal, which is Markdown as well. */
export function table(figures: readonly Figure[]): string {
  return markdownTable(HEADINGS, figures.map(row));
}

/** Rows below headings as Markdown, aligned; from the third column on they are numbers. */
export function markdownTable(headings: readonly string[], cells: readonly (readonly string[])[]): string {
  const rows = [headings, ...cells];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column < 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(headings), rule, ...cells.map(line)].join('\n');
}

/** A figure as text: whole from 100 on, else with one decimal; empty for none. */
export function showNumber(number: number | null): string {
  if (number === null) return '';
  return Math.abs(number) >= 100 || Number.isInteger(number)
    ? Math.round(number).toLocaleString('en')
    : number.toFixed(1);
}

function row(figure: Figure): string[] {
  const { what, unit, product, ceiling, expected } = figure;
  const ratio = product !== null && ceiling !== null && ceiling > 0 ? (product / ceiling).toFixed(2) : '';
  const bound =
    expected === undefined ? '' : 'atMost' in expected ? `<= ${expected.atMost}` : `>= ${expected.atLeast}`;
  const verdict = { true: 'met', false: 'NOT met', null: '' }[String(meets(figure)) as 'true'];
  return [what, unit, showNumber(product), showNumber(ceiling), ratio, bound, verdict];
}
