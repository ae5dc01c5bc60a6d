import type { Measured } from '../figure.ts';
import { markdownTable, showNumber } from '../table.ts';
import type { PeerFigure } from './scenarios/scenario.ts';

/** A figure of both systems. */
export interface PeerRow {
  readonly figure: PeerFigure;
  readonly ours: number | undefined;
  readonly theirs: number | undefined;
}

/** Puts what both systems measured beside each other. */
export function peerRows(figures: readonly PeerFigure[], ours: Measured, theirs: Measured): PeerRow[] {
  return figures.map((figure) => ({ figure, ours: ours[figure.key], theirs: theirs[figure.key] }));
}

/** The comparison as Markdown; the last column says how many times better we are. */
export function peerTable(rows: readonly PeerRow[], peer: string): string {
  return markdownTable(
    ['what', 'unit', 'temporal-automations', peer, 'times better'],
    rows.map((row) => [
      row.figure.what,
      row.figure.unit,
      showNumber(row.ours ?? null),
      showNumber(row.theirs ?? null),
      timesBetter(row),
    ]),
  );
}

/** Empty where one side has no figure, or none that can be divided by. */
function timesBetter({ figure, ours, theirs }: PeerRow): string {
  if (figure.better === undefined || ours === undefined || theirs === undefined) return '';
  if (ours <= 0 || theirs <= 0) return '';
  const times = figure.better === 'less' ? theirs / ours : ours / theirs;
  return times >= 10 ? Math.round(times).toLocaleString('en') : times.toFixed(1);
}
