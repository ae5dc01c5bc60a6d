import { describe, expect, test } from 'vitest';
import { painter, wantsColour } from '../../src/cli/output/colour.ts';
import { table } from '../../src/cli/output/table.ts';
import { ago, readTime } from '../../src/cli/output/times.ts';
import { fit, oneLine, widthOf } from '../../src/cli/output/width.ts';

test.each([
  ['plain', 5],
  ['心拍', 4],
  ['한글', 4],
  ['ｆｕｌｌ', 8],
  ['e\u0301', 1],
  ['👍🏽', 2],
  ['👨‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['❤️', 2],
  ['ä→…', 3],
  ['', 0],
])('%s takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test('what is cut never takes more than it may, and no character is cut in two', () => {
  for (const text of ['heartbeats', '心拍数の監視', '👨‍👩‍👧 family', 'a心b拍c']) {
    for (let width = 1; width <= widthOf(text); width += 1) {
      const cut = fit(text, width);
      expect(widthOf(cut)).toBeLessThanOrEqual(width);
      if (cut !== text) expect(text.startsWith(cut.slice(0, -1)) && cut.endsWith('…')).toBe(true);
    }
  }
});

test('text of others cannot move the cursor', () => {
  expect(oneLine('a\u001b[2Jb\r\nc\u009bd')).toBe('a [2Jb c d');
});

describe('a table', () => {
  const rows = [
    { name: '心拍', what: 'no heartbeat within thirty seconds' },
    { name: 'short', what: 'x' },
  ];
  const columns = [
    { header: 'NAME', text: ({ name }: (typeof rows)[number]) => name },
    { header: 'WHAT', text: ({ what }: (typeof rows)[number]) => what, shrinks: true },
  ];

  test('is aligned by columns of the terminal, not by characters', () => {
    expect(table(rows, columns, painter(false))).toEqual([
      'NAME   WHAT',
      '心拍   no heartbeat within thirty seconds',
      'short  x',
    ]);
  });

  test('is cut where it may be until it fits', () => {
    const lines = table(rows, columns, painter(false), 20);
    expect(lines[1]).toBe('心拍   no heartbeat…');
    expect(Math.max(...lines.map(widthOf))).toBe(20);
  });

  test('keeps what may not be cut, however narrow the terminal', () => {
    expect(table(rows, columns, painter(false), 5)[2]).toBe('short  x');
  });
});

test('colours', () => {
  expect(wantsColour(true, {})).toBe(true);
  expect(wantsColour(false, {})).toBe(false);
  expect(wantsColour(true, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColour(true, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false);
  expect(wantsColour(false, { FORCE_COLOR: '1' })).toBe(true);
  expect(wantsColour(true, { FORCE_COLOR: '0' })).toBe(false);
  expect(wantsColour(true, { TERM: 'dumb' })).toBe(false);
});

test('times', () => {
  const now = Date.parse('2026-01-31T12:00:00Z');
  expect(ago('2026-01-31T11:59:30Z', now)).toBe('30s ago');
  expect(ago('2026-01-31T12:10:00Z', now)).toBe('in 10m');
  expect(ago('2026-01-20T12:00:00Z', now)).toBe('11d ago');
  expect(ago(null, now)).toBe('-');
  expect(readTime('2h', now)).toBe('2026-01-31T10:00:00.000Z');
  expect(readTime('2026-01-01', now)).toBe('2026-01-01T00:00:00.000Z');
  expect(() => readTime('soon', now)).toThrow('"soon" is no time');
});
