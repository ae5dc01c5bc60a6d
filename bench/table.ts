import { meets, type Figure } from './figure.ts';

const HEADINGS = ['what', 'unit', 'product', 'bare Temporal', 'ratio', 'expected', ''];

/** The figures as a table for a terminal, which is Markdown as well. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(row)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column < 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(HEADINGS), rule, ...rows.slice(1).map(line)].join('\n');
}

function row(figure: Figure): string[] {
  const { what, unit, product, ceiling, expected } = figure;
  const ratio = product !== null && ceiling !== null && ceiling > 0 ? (product / ceiling).toFixed(2) : '';
  const bound =
    expected === undefined ? '' : 'atMost' in expected ? `<= ${expected.atMost}` : `>= ${expected.atLeast}`;
  const verdict = { true: 'met', false: 'NOT met', null: '' }[String(meets(figure)) as 'true'];
  return [what, unit, value(product), value(ceiling), ratio, bound, verdict];
}

function value(number: number | null): string {
  if (number === null) return '';
  return Math.abs(number) >= 100 ? Math.round(number).toLocaleString('en') : number.toFixed(1);
}
